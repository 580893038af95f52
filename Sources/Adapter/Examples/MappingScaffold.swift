package import B2MML
package import Diagnostics
import Foundation
package import Mapping
import XMLSchema
import XMLStream

/// The beginning of a mapping, made of a sample: its header, and proposals by name. Nothing is mapped by itself.
package struct MappingScaffold: Sendable {
    private let name: String
    private let from: String
    private let target: MappingEnd
    private let compiler: MappingCompiler

    /// - Parameters:
    ///   - name: of the mapping, such as `acme/orders`.
    ///   - input: of the sample's file in its example, such as `in.csv`.
    ///   - sample: the document.
    ///   - target: what it becomes.
    ///   - folder: of the mappings; the sample stands in it as an example.
    ///   - schemas: compiles the sets.
    package init(
        name: String, input: String, sample: [UInt8], target: MappingEnd, folder: String,
        schemas: SchemaLibrary
    ) {
        self.name = name
        self.target = target
        let file = name.split(separator: "/").last.map(String.init) ?? name
        from = Self.from(input: input, path: "examples/\(file)/01-sample/\(input)", sample)
        compiler = MappingCompiler(folder: folder, schemas: schemas)
    }

    /// What the ending of a file and its first line tell of its form.
    private static func from(input: String, path: String, _ sample: [UInt8]) -> String {
        switch input.split(separator: ".").last {
        case "csv", "txt":
            let line = String(decoding: sample.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
            let separator = [";", "\t", "|"].first { line.contains($0) } ?? ","
            let columns = line.components(separatedBy: separator).map { "\"\($0)\"" }
            let shown = separator == "\t" ? "\\t" : separator
            return "{ format: csv, separator: \"\(shown)\", columns: [\(columns.joined(separator: ", "))] }"
        case "dfq": return "{ format: aqdef }"
        case "xml": return "{ format: xml, sample: \(path) }"
        default: return "{ format: json, sample: \(path) }"
        }
    }

    private var header: String {
        """
        # yaml-language-server: $schema=\(String(repeating: "../", count: name.split(separator: "/").count - 1))mapping.schema.json
        language: 1
        mapping: \(name)
        version: 0.1.0
        owner: nobody yet
        from: \(from)
        to: { set: \(target.set.name), noun: \(target.noun) }
        rules:
          - { ignore: "*", reason: nothing is mapped yet }

        """
    }

    /// The text of the mapping file.
    ///
    /// - Returns: nil, with findings, where the sample is of no form.
    package func text() -> Checked<String?> {
        let checked = compiler.compile(header, path: "\(name).yaml")
        guard let mapping = checked.value, let form = mapping.sourceForm,
            let root = form.schema.globalElement(form.root),
            let noun = mapping.targetSchema.globalElement(
                ExpandedName(target.set.namespace ?? "", target.noun))
        else { return Checked(nil, checked.findings) }
        let targets = leaves(of: noun, in: mapping.targetSchema, depth: 4, above: [])
        let sources = leaves(of: root, in: form.schema, depth: 8, above: [])
        let proposals = sources.map { source -> String in
            let near = Self.nearest(source.last ?? "", among: targets)
            let to = near.map { $0.joined(separator: "/") } ?? "…"
            return "#  - { to: \(to), from: \(source.joined(separator: "/")) }"
        }
        return Checked(
            header + """
                # What the sample has. A proposal goes by names alone: check each, put those that stand together below an
                # "each", and take the "ignore" away at the end.
                \(proposals.joined(separator: "\n"))

                """, [])
    }

    /// Paths of elements that have a value.
    private func leaves(
        of element: ElementDeclaration, in schema: Schema, depth: Int, above: [String]
    ) -> [[String]] {
        guard depth > 0 else { return [] }
        return (schema.contentModel(of: element.type)?.children ?? []).flatMap { child -> [[String]] in
            let path = above + [schema.names[child.name].local]
            let declaration = schema.element(child.declaration)
            if schema.simpleType(of: declaration.type) != nil { return [path] }
            return leaves(of: declaration, in: schema, depth: depth - 1, above: path)
        }
    }

    /// The shortest path whose last name is the same, or is a part of the other; nil for none.
    private static func nearest(_ name: String, among targets: [[String]]) -> [String]? {
        let wanted = name.lowercased().filter(\.isLetter)
        func rank(_ path: [String]) -> Int? {
            let found = (path.last ?? "").lowercased()
            if found == wanted { return 0 }
            guard wanted.count > 2, found.count > 2 else { return nil }
            return found.contains(wanted) || wanted.contains(found) ? 1 : nil
        }
        return targets.compactMap { path in rank(path).map { ($0, path.count, path) } }
            .min { ($0.0, $0.1) < ($1.0, $1.1) }?.2
    }
}
