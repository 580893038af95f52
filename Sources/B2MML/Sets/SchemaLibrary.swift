import Foundation
import Synchronization
package import XMLSchema

/// The schema sets of a `Schemas` folder, each compiled when it is first asked for and kept. A site's own files stand in
/// for a whole set, or for the extensions of one.
package final class SchemaLibrary: Sendable {
    package static let entryFile = "B2MML.xsd"
    /// Below the folder of the canonical form: what V0700 requires and the canonical form does not.
    package static let overlayPath = "Canonical/optional.tsv"

    package let folder: String
    private let driver: Driver?
    private let extensions: Extensions?
    private let images: SchemaImageCache?
    /// What could not be loaded is not tried again.
    private let compiled = Mutex<[Key: Result<Loaded, SchemaError>]>([:])
    private let fingerprints = Mutex<[SchemaSet: String]>([:])

    private enum Key: Hashable {
        case set(SchemaSet)
        case canonical
        case driver(SchemaReplacement?)
    }

    private struct Loaded {
        let schema: Schema
        /// Of the files it was made of; nil when those are the set's alone.
        let fingerprint: String?
    }

    /// A site's entry, and the namespaces of B2MML that it holds.
    private struct Driver {
        let source: SiteSchemas
        let namespaces: Set<String>
    }

    private struct Extensions {
        let source: SiteSchemas
        let namespace: String
    }

    /// - Parameters:
    ///   - folder: holds a folder for each set, with its entry ``entryFile``.
    ///   - images: where compiled sets are kept between starts; nil to compile them each time.
    package init(folder: String, images: SchemaImageCache? = nil) {
        self.folder = folder
        self.images = images
        driver = nil
        extensions = nil
    }

    /// - Parameters:
    ///   - folder: holds a folder for each set, with its entry ``entryFile``.
    ///   - driver: the entry of a copy of a set, such as the published `AllSchemas.xsd`; it is loaded instead of ours
    ///     for every set of its namespace. Nil for none.
    ///   - extensions: a file of the namespace of a set's extensions. Its groups replace those of the same name, the
    ///     others stay empty. Nil for none.
    ///   - images: where compiled sets are kept between starts; nil to compile them each time.
    /// - Throws: ``SchemaError`` when one of the files cannot be read or is for no set of B2MML. What is wrong inside
    ///   of it shows when the set is asked for.
    package init(
        folder: String, driver: String?, extensions: String?, images: SchemaImageCache? = nil
    ) throws(SchemaError) {
        self.folder = folder
        self.images = images
        self.driver = try driver.map { (path) throws(SchemaError) in try Self.driver(path) }
        self.extensions = try extensions.map { (path) throws(SchemaError) in try Self.extensions(path) }
    }

    private static func driver(_ path: String) throws(SchemaError) -> Driver {
        let source = SiteSchemas(path: path)
        let found = try SchemaLoader.namespaces(source.path, from: source.files)
        // A driver of another namespace, or of none, may import the sets.
        let known = Set(SchemaSet.allCases.map(\.namespace))
        let namespaces = found.first.map(known.contains) ?? false ? [found[0]] : found.filter(known.contains)
        guard !namespaces.isEmpty else {
            throw .unfitting(
                "\(path) is of the namespace \"\(found[0])\" and imports none of B2MML",
                advice: "Name the entry of a set: a file whose target namespace is that of the set.")
        }
        return Driver(source: source, namespaces: Set(namespaces))
    }

    private static func extensions(_ path: String) throws(SchemaError) -> Extensions {
        let source = SiteSchemas(path: path)
        let found = try SchemaLoader.namespaces(source.path, from: source.files)[0]
        guard SchemaSet.allCases.contains(where: { $0.extensionNamespace == found }) else {
            let expected = Set(SchemaSet.allCases.map(\.extensionNamespace)).sorted().joined(separator: ", ")
            throw .unfitting(
                "\(path) is of the namespace \"\(found)\", which is not that of the extensions of a set",
                advice: "The target namespace must be one of \(expected).")
        }
        return Extensions(source: source, namespace: found)
    }

    /// The sets that can be asked for, in the order of their publication.
    package var available: [SchemaSet] {
        SchemaSet.allCases.filter { isDriven($0) || hasFolder($0) }
    }

    private func isDriven(_ set: SchemaSet) -> Bool { driver?.namespaces.contains(set.namespace) ?? false }

    private func hasFolder(_ set: SchemaSet) -> Bool {
        FileManager.default.fileExists(atPath: "\(folder)/\(set.rawValue)/\(Self.entryFile)")
    }

    /// For a set that a person has named beside site files of their choice.
    ///
    /// - Throws: ``SchemaError`` when the site's files are for another set.
    package func check(_ set: SchemaSet) throws(SchemaError) {
        if let driver, !isDriven(set) {
            throw .unfitting(
                "\(driver.source.path) is not for the set \(set.rawValue): it is for the namespace "
                    + driver.namespaces.sorted().joined(separator: ", "),
                advice: "Name another set, or the entry of the schemas of \(set.rawValue).")
        }
        if let extensions, extensions.namespace != set.extensionNamespace {
            throw .unfitting(
                "\(extensions.source.path) is not for the set \(set.rawValue): it is of the namespace "
                    + extensions.namespace,
                advice: "The extensions of \(set.rawValue) have the namespace \(set.extensionNamespace).")
        }
    }

    package func schema(_ set: SchemaSet) throws(SchemaError) -> Schema { try loaded(set).schema }

    /// V0700 under the relaxed overlay. Always ours: it is what mappings are written for.
    package func canonical() throws(SchemaError) -> Schema {
        try loaded(.canonical) { () throws(SchemaError) in try load(Self.canonicalRequest) }.schema
    }

    /// SHA-256 over the schema files of a set, by name: what "the same schemas" means. Of a set that a site's files
    /// take part in, over the files that were read for it.
    ///
    /// - Throws: ``SchemaError`` when they cannot be read, or the site's files cannot be used.
    package func fingerprint(of set: SchemaSet) throws(SchemaError) -> String {
        if let known = fingerprints.withLock({ $0[set] }) { return known }
        if isDriven(set) || replacement(in: set) != nil, let known = try loaded(set).fingerprint {
            return known
        }
        let folder = "\(folder)/\(set.rawValue)"
        guard let fingerprint = FolderFingerprint.of(folder, endings: [".xsd"]) else {
            throw .unreadable(folder, from: nil, reason: "it is not there, or may not be read")
        }
        fingerprints.withLock { $0[set] = fingerprint }
        return fingerprint
    }

    // MARK: Loading

    private func loaded(_ set: SchemaSet) throws(SchemaError) -> Loaded {
        let request = request(set)
        // The two sets of a namespace share a driver: what it holds decides which of them it is.
        let key: Key = request.set == nil ? .driver(request.replacement) : .set(set)
        return try loaded(key) { () throws(SchemaError) in try load(request) }
    }

    private func request(_ set: SchemaSet) -> Request {
        let replacement = replacement(in: set)
        if let driver, isDriven(set) { return Request(entry: driver.source.path, replacement: replacement) }
        return Request(entry: Self.entryFile, set: set, replacement: replacement)
    }

    private func replacement(in set: SchemaSet) -> SchemaReplacement? {
        guard let extensions, extensions.namespace == set.extensionNamespace else { return nil }
        return SchemaReplacement(namespace: extensions.namespace, entry: extensions.source.path)
    }

    private func loaded(_ key: Key, _ load: () throws(SchemaError) -> Loaded) throws(SchemaError) -> Loaded {
        if let known = compiled.withLock({ $0[key] }) { return try known.get() }
        let result = Result(catching: load)
        compiled.withLock { $0[key] = result }
        return try result.get()
    }

    // MARK: Compiling and images

    /// What is loaded.
    private struct Request {
        let entry: String
        /// The set whose folder has the entry; nil for a site's own.
        var set: SchemaSet?
        var replacement: SchemaReplacement?
        var isCanonical = false
    }

    private static let canonicalRequest = Request(entry: entryFile, set: .v0700, isCanonical: true)

    /// What tells requests apart, beside the contents of their files.
    private func name(of request: Request) -> String {
        let folder = URL(filePath: folder, directoryHint: .isDirectory).standardizedFileURL
        return [
            folder.path(percentEncoded: false), request.entry, request.set?.rawValue ?? "",
            request.replacement.map { "\($0.namespace) \($0.entry)" } ?? "",
            request.isCanonical ? Self.overlayPath : "",
        ].joined(separator: "\n")
    }

    private func load(_ request: Request) throws(SchemaError) -> Loaded {
        guard let images else { return try compile(request).loaded }
        let name = name(of: request)
        if let image = images.load(name) {
            return Loaded(schema: image.schema, fingerprint: image.origin.fingerprint)
        }
        let time = images.time
        let made = try compile(request)
        if let sources = made.sources {
            let origin = images.origin(of: sources, fingerprint: made.loaded.fingerprint, made: time)
            _ = try? images.store(made.loaded.schema, origin, name)
        }
        return made.loaded
    }

    private func compile(
        _ request: Request
    ) throws(SchemaError) -> (loaded: Loaded, sources: [ImageOrigin.Source]?) {
        let own = RecordedSchemaFiles(folder: FolderSchemaFiles(folder: folder), site: [])
        let overlay = request.isCanonical ? SchemaOverlay(text: try text(Self.overlayPath, own)) : nil
        let marks = try marks(for: request, own)
        let files = RecordedSchemaFiles(
            folder: request.set.map { FolderSchemaFiles(folder: "\(folder)/\($0.rawValue)") },
            site: [driver?.source, extensions?.source].compactMap { $0 })
        let schema = try SchemaLoader.load(
            request.entry, from: files, overlay: overlay, replacement: request.replacement, marking: marks)
        let isOurs = request.set != nil && request.replacement == nil
        let fingerprint = isOurs ? nil : FolderFingerprint.of(files: files.read)
        let sources = own.sources.flatMap { own in files.sources.map { own + $0 } }
        return (Loaded(schema: schema, fingerprint: fingerprint), sources)
    }

    private func text(_ path: String, _ files: RecordedSchemaFiles) throws(SchemaError) -> String {
        do {
            return String(decoding: try files.read(path), as: UTF8.self)
        } catch {
            throw .unreadable(path, from: nil, reason: "\(error)")
        }
    }

    /// Where another set of the same namespace differs; nil where there is none, or nobody has said where.
    private func marks(
        for request: Request, _ files: RecordedSchemaFiles
    ) throws(SchemaError) -> SchemaMarks? {
        let path = SchemaCatalog.differencesPath
        guard let set = request.set, SchemaSet.sets(of: set.namespace).count > 1,
            FileManager.default.fileExists(atPath: "\(folder)/\(path)")
        else { return nil }
        let rows = TableRow.rows(of: try text(path, files), source: "\(folder)/\(path)")
        do throws(SchemaDataError) {
            return SchemaMarks(
                try rows.map { (row) throws(SchemaDataError) in try DialectDifference(row) })
        } catch {
            throw .unreadable(path, from: nil, reason: error.message)
        }
    }

    /// Compiles a set, or the canonical form, whatever the images say, and writes its image.
    ///
    /// - Parameters:
    ///   - set: nil for the canonical form.
    ///   - images: where the image is written.
    /// - Returns: what was written.
    /// - Throws: ``SchemaError`` when the set cannot be compiled, ``SchemaImageCache/Unwritable`` when the image cannot
    ///   be written.
    package func writeImage(of set: SchemaSet?, to images: SchemaImageCache) throws -> SchemaImageCache.Stored
    {
        let request = set.map(request) ?? Self.canonicalRequest
        let time = images.time
        let made = try compile(request)
        guard let sources = made.sources else {
            throw SchemaImageCache.Unwritable(description: "a schema file went away while it was read")
        }
        let origin = images.origin(of: sources, fingerprint: made.loaded.fingerprint, made: time)
        return try images.store(made.loaded.schema, origin, name(of: request))
    }
}
