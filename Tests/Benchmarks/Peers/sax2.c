/*
 * libxml2's SAX2 parser over a file, alone or with its streaming validator plugged in.
 *
 *   sax2 FILE            counts the elements
 *   sax2 FILE SCHEMA     validates as well; status 1 when the document is invalid
 */
#include <fcntl.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlschemas.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static long elements;

static void start_element(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                          int namespace_count, const xmlChar **namespaces, int attribute_count,
                          int defaulted_count, const xmlChar **attributes) {
    elements++;
}

static void end_element(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {}
static void characters(void *user, const xmlChar *text, int length) {}

static xmlSchemaPtr load(const char *path) {
    xmlSchemaParserCtxtPtr context = xmlSchemaNewParserCtxt(path);
    xmlSchemaPtr schema = context ? xmlSchemaParse(context) : NULL;
    xmlSchemaFreeParserCtxt(context);
    return schema;
}

int main(int count, char **arguments) {
    if (count < 2 || count > 3) {
        fprintf(stderr, "usage: %s FILE [SCHEMA]\n", arguments[0]);
        return 2;
    }
    int file = open(arguments[1], O_RDONLY);
    if (file < 0) {
        perror(arguments[1]);
        return 2;
    }
    xmlSchemaPtr schema = NULL;
    if (count == 3 && (schema = load(arguments[2])) == NULL) return 2;

    xmlSAXHandler handler;
    memset(&handler, 0, sizeof handler);
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = start_element;
    handler.endElementNs = end_element;
    handler.characters = characters;
    handler.ignorableWhitespace = characters;

    xmlParserCtxtPtr parser = xmlNewParserCtxt();
    *parser->sax = handler;
    xmlCtxtUseOptions(parser, XML_PARSE_HUGE | XML_PARSE_NONET);
    parser->sax2 = 1;
    xmlParserInputBufferPtr buffer = xmlParserInputBufferCreateFd(file, XML_CHAR_ENCODING_NONE);
    inputPush(parser, xmlNewIOInputStream(parser, buffer, XML_CHAR_ENCODING_NONE));

    xmlSchemaValidCtxtPtr validation = NULL;
    xmlSchemaSAXPlugPtr plug = NULL;
    if (schema) {
        validation = xmlSchemaNewValidCtxt(schema);
        plug = xmlSchemaSAXPlug(validation, &parser->sax, &parser->userData);
    }
    xmlParseDocument(parser);
    int is_good = parser->wellFormed && (!validation || xmlSchemaIsValid(validation) == 1);
    if (plug) xmlSchemaSAXUnplug(plug);
    printf("%s: %ld elements, %s\n", arguments[1], elements, is_good ? "good" : "bad");
    close(file);
    return is_good ? 0 : 1;
}
