// xerces SCHEMA < PATHS: one line a path, "valid" or "invalid" and the path; exit status 2 when Xerces-C refuses the schema.
// g++ -O2 -o xerces xerces.cpp -lxerces-c
#include <iostream>
#include <string>
#include <xercesc/framework/XMLGrammarPoolImpl.hpp>
#include <xercesc/parsers/XercesDOMParser.hpp>
#include <xercesc/sax/ErrorHandler.hpp>
#include <xercesc/util/PlatformUtils.hpp>

using namespace xercesc;

struct Mistakes : ErrorHandler {
    int count = 0;
    void warning(const SAXParseException &) override {}
    void error(const SAXParseException &) override { count++; }
    void fatalError(const SAXParseException &) override { count++; }
    void resetErrors() override { count = 0; }
};

int main(int, char **arguments) {
    XMLPlatformUtils::Initialize();
    XMLGrammarPoolImpl grammars;
    XercesDOMParser parser(nullptr, XMLPlatformUtils::fgMemoryManager, &grammars);
    Mistakes mistakes;
    parser.setErrorHandler(&mistakes);
    parser.setDoNamespaces(true);
    parser.setDoSchema(true);
    parser.setValidationSchemaFullChecking(true);
    parser.setValidationScheme(XercesDOMParser::Val_Always);
    Grammar *grammar = parser.loadGrammar(arguments[1], Grammar::SchemaGrammarType, true);
    if (!grammar || mistakes.count > 0) return 2;
    parser.useCachedGrammarInParse(true);
    for (std::string path; std::getline(std::cin, path);) {
        mistakes.count = 0;
        try {
            parser.parse(path.c_str());
        } catch (...) {
            mistakes.count++;
        }
        std::cout << (mistakes.count ? "invalid" : "valid") << '\t' << path << std::endl;
    }
}
