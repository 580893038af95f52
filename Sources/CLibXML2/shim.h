#ifndef CLIBXML2_SHIM_H
#define CLIBXML2_SHIM_H

#include <iconv.h>

// Debian builds libxml2 with ICU, whose headers clash with the copy of ICU inside Foundation. Only the last member of
// a structure that we never make depends on it.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

/* First of its family: dict.h uses its types without including it. */
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/dict.h>
#include <libxml/xmlerror.h>

/* xmlFree is a variable that holds a function, which Swift takes for shared mutable state. */
static inline void clibxml2_free(void *memory) {
    xmlFree(memory);
}

#endif
