#ifndef CLIBXML2_SHIM_H
#define CLIBXML2_SHIM_H

#include <iconv.h>
/*
 * Where libxml2 is built with ICU (Debian), its headers bring in those of ICU, which clash with the copy in
 * Foundation for whoever imports both. Only the insides of xmlCharEncodingHandler depend on it, and we use none.
 */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
/* First of its family: dict.h uses its types without including it. */
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/dict.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>

/* xmlFree is a variable that holds a function, which Swift takes for shared mutable state. */
static inline void clibxml2_free(void *memory) {
    xmlFree(memory);
}

#endif
