import Testing

@testable import Operations

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The messages of the rules exist: their names, and every path of their fields, walked from type to type in
/// the project's own schemas of that release.
@Suite(.enabled(if: SchemaFolder.path != nil)) struct MessageNameTests {
    @Test(arguments: FeedbackRule.delivered.flatMap(\.messages))
    func existsInTheSchemas(_ message: MessageTemplate) throws {
        let text = try SchemaFolder.text(of: message.release)
        let intent = message.filled { _ in "" }
        let isMessage = Self.type(of: intent.name, in: text[...]) != nil
        #expect(isMessage, "no message \(intent.name)")
        let noun = try #require(Self.type(of: message.noun, in: text[...]), "no noun \(message.noun)")
        for field in message.fields {
            var type: String? = noun
            for element in field.path.split(separator: "/") {
                type = type.flatMap { Self.member(String(element), of: $0, in: text) }
                #expect(type != nil, "\(intent.name): no \(element) in \(field.path)")
            }
        }
    }

    @Test func aWrongPathIsFound() throws {
        let text = try SchemaFolder.text(of: .v0700)
        let right = Self.member("Duration", of: "OperationsSegmentType", in: text)
        let wrong = Self.member("TestSampleSize", of: "OperationsSegmentType", in: text)
        #expect(right == "DurationType" && wrong == nil)
    }

    /// The type that an element is declared with.
    private static func type(of element: String, in text: Substring) -> String? {
        text.after("element name=\"\(element)\" type=\"")?.before("\"").map(String.init)
    }

    /// The type of an element within a type, or within what it extends.
    private static func member(_ element: String, of type: String, in text: String) -> String? {
        guard let body = text[...].after("complexType name=\"\(type)\"")?.before("</xs:complexType>") else {
            return nil
        }
        if let found = Self.type(of: element, in: body) { return found }
        return body.after("extension base=\"")?.before("\"").flatMap { base in
            base == type ? nil : member(element, of: String(base), in: text)
        }
    }
}

extension Substring {
    fileprivate func after(_ text: String) -> Substring? {
        firstRange(of: text).map { self[$0.upperBound...] }
    }
    fileprivate func before(_ text: String) -> Substring? {
        firstRange(of: text).map { self[..<$0.lowerBound] }
    }
}

enum SchemaFolder {
    /// `Schemas` beside an ancestor of this file, also behind a symbolic link.
    static let path: String? = {
        var folders = [#filePath]
        if let link = try? FileManager.default.destinationOfSymbolicLink(
            atPath: folders[0].components(upTo: "OperationsTests"))
        {
            folders.append(link)
        }
        for start in folders {
            var folder = start
            while let slash = folder.lastIndex(of: "/"), !folder.isEmpty {
                folder = String(folder[..<slash])
                if FileManager.default.fileExists(atPath: folder + "/Schemas/V0700") {
                    return folder + "/Schemas"
                }
            }
        }
        return nil
    }()

    static func text(of release: MessageRelease) throws -> String {
        let folder = try #require(path) + "/" + release.rawValue
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
            $0.hasSuffix(".xsd")
        }
        return try files.map { file in
            let data = try #require(FileManager.default.contents(atPath: folder + "/" + file))
            return String(decoding: data, as: UTF8.self)
        }.joined()
    }
}

extension String {
    /// The path up to and with a folder of that name.
    fileprivate func components(upTo name: String) -> String {
        let parts = split(separator: "/", omittingEmptySubsequences: false)
        guard let index = parts.lastIndex(where: { $0 == name }) else { return self }
        return parts[...index].joined(separator: "/")
    }
}
