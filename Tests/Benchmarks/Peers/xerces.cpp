/*
 * Xerces-C's SAX2 parser with schema validation by a grammar that was loaded before.
 *
 *   xerces FILE SCHEMA     status 1 when the document is invalid
 */
#include <cstdio>
#include <xercesc/framework/XMLGrammarPoolImpl.hpp>
#include <xercesc/sax2/DefaultHandler.hpp>
#include <xercesc/sax2/SAX2XMLReader.hpp>
#include <xercesc/sax2/XMLReaderFactory.hpp>
#include <xercesc/util/PlatformUtils.hpp>
#include <xercesc/util/XMLUni.hpp>

using namespace xercesc;

class Counter : public DefaultHandler {
public:
    long elements = 0;
    long errors = 0;

    void startElement(const XMLCh *, const XMLCh *, const XMLCh *, const Attributes &) override { elements++; }
    void error(const SAXParseException &) override { errors++; }
    void fatalError(const SAXParseException &) override { errors++; }
};

static int validate(const char *file, const char *schema) {
    XMLGrammarPoolImpl pool(XMLPlatformUtils::fgMemoryManager);
    SAX2XMLReader *reader = XMLReaderFactory::createXMLReader(XMLPlatformUtils::fgMemoryManager, &pool);
    Counter counter;
    reader->setContentHandler(&counter);
    reader->setErrorHandler(&counter);
    reader->setFeature(XMLUni::fgSAX2CoreNameSpaces, true);
    reader->setFeature(XMLUni::fgSAX2CoreValidation, true);
    reader->setFeature(XMLUni::fgXercesSchema, true);
    reader->setFeature(XMLUni::fgXercesDynamic, false);
    reader->setFeature(XMLUni::fgXercesUseCachedGrammarInParse, true);
    reader->setFeature(XMLUni::fgXercesHandleMultipleImports, true);
    int status = 2;
    if (reader->loadGrammar(schema, Grammar::SchemaGrammarType, true)) {
        counter.errors = 0;
        reader->parse(file);
        std::printf("%s: %ld elements, %ld errors\n", file, counter.elements, counter.errors);
        status = counter.errors == 0 ? 0 : 1;
    }
    delete reader;
    return status;
}

int main(int count, char **arguments) {
    if (count != 3) {
        std::fprintf(stderr, "usage: %s FILE SCHEMA\n", arguments[0]);
        return 2;
    }
    XMLPlatformUtils::Initialize();
    int status = validate(arguments[1], arguments[2]);
    XMLPlatformUtils::Terminate();
    return status;
}
