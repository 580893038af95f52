package import Diagnostics
package import XMLSchema
package import XMLStream

/// A form with its schema: reads documents of it and writes them.
package struct ForeignForm: Sendable {
    /// How documents are read and written.
    enum Layout: Sendable {
        case json, xml, aqdef
        /// XML with a schema of its own.
        case judged
        case delimited(DelimitedLayout)
        case fixedWidth(FixedWidthLayout)
    }

    /// Of a document that is read, in bytes: a larger one is refused.
    package static let maximalSize = FormLimits.size

    package let format: ForeignFormat
    package let schema: Schema
    package let root: ExpandedName
    private let layout: Layout
    private let encoding: TextEncoding
    /// Means nothing of XML with a schema of its own.
    private let shape: FormShape

    private static let aqdefSchema = Result { () throws(FormFault) in
        try FormSchema.compile(AQDEFShape.shape, hasTypes: false)
    }

    /// - Parameters:
    ///   - declaration: what the mapping file says.
    ///   - isTarget: whether documents are to be written: then values of JSON have the types of the sample.
    /// - Returns: the form; nil, and at least one error, where the declaration or a sample makes none.
    static func make(_ declaration: ForeignFormDeclaration, isTarget: Bool) -> Checked<ForeignForm?> {
        do throws(FormFault) {
            let layout = try FormDeclarationCheck.check(declaration, isTarget: isTarget)
            return Checked(try ForeignForm(declaration, layout, isTarget: isTarget))
        } catch {
            return Checked(nil, [error.finding])
        }
    }

    private init(
        _ declaration: ForeignFormDeclaration, _ layout: Layout, isTarget: Bool
    ) throws(FormFault) {
        format = declaration.format
        encoding = declaration.encoding
        self.layout = layout
        switch layout {
        case .json, .xml: shape = try Self.shape(of: declaration)
        case .aqdef: shape = AQDEFShape.shape
        case .delimited(let layout): shape = FormShape(layout)
        case .fixedWidth(let layout): shape = FormShape(layout)
        case .judged: shape = FormShape("")
        }
        if let given = declaration.schema, case .judged = layout {
            (schema, root) = given
        } else {
            let hasTypes = isTarget && format == .json
            schema =
                try format == .aqdef ? Self.aqdefSchema.get() : FormSchema.compile(shape, hasTypes: hasTypes)
            root = ExpandedName(FormSchema.namespace, shape.name)
        }
    }

    /// That of all samples together.
    private static func shape(of declaration: ForeignFormDeclaration) throws(FormFault) -> FormShape {
        var samples: [FormElement] = []
        for sample in declaration.samples {
            let element =
                declaration.format == .json
                ? try JSONFormReader.read(sample.bytes, source: sample.file)
                : try XMLFormReader.read(sample.bytes, source: sample.file)
            try refuse(element, unless: samples.first?.name ?? element.name, sample.file)
            samples.append(element)
        }
        return FormShape(learning: samples)
    }

    private static func refuse(
        _ root: FormElement, unless expected: String, _ source: String
    ) throws(FormFault) {
        guard root.name != expected else { return }
        let place = Place(source: source, line: root.line, column: root.column, path: "/\(root.name)")
        throw FormFault(
            "FORM-XML-1", at: place, "the root element is \(root.name) and not \(expected)",
            expected: [expected], found: root.name, advice: "Check that the document is one of this form.")
    }

    // MARK: Reading

    /// Reads a document, which may come from anyone.
    ///
    /// - Parameters:
    ///   - bytes: the whole document.
    ///   - source: what findings call it.
    /// - Returns: what it holds; without a document where the text cannot be read.
    package func read(_ bytes: [UInt8], source: String) -> ForeignDocument {
        do throws(FormFault) {
            guard let read = try element(bytes, source) else {
                return XMLFormReader.read(bytes, schema, root, source: source)
            }
            try Self.refuse(read.value, unless: shape.name, source)
            var document = DocumentMaker.make(read.value, shape, schema, source: source)
            document.findings = read.findings + document.findings
            return document
        } catch {
            return ForeignDocument(findings: [error.finding])
        }
    }

    /// Nil where a schema judges the document, which then needs no tree.
    private func element(_ bytes: [UInt8], _ source: String) throws(FormFault) -> Checked<FormElement>? {
        switch layout {
        case .json: Checked(try JSONFormReader.read(bytes, source: source))
        case .xml: Checked(try XMLFormReader.read(bytes, source: source))
        case .delimited(let layout): try DelimitedReader.read(bytes, layout, encoding, source: source)
        case .fixedWidth(let layout): try FixedWidthReader.read(bytes, layout, encoding, source: source)
        case .aqdef: try AQDEFReader.read(bytes, encoding, source: source)
        case .judged: nil
        }
    }

    // MARK: Writing

    /// Writes a document that was built under ``schema``.
    ///
    /// - Returns: the bytes; nil, and at least one error with the path of a value, where the form cannot say it.
    package func write(_ document: Document) -> Checked<[UInt8]?> {
        guard let root = document.root else { return Self.refusal("the document is empty") }
        return switch layout {
        case .json: JSONFormWriter.write(root, shape)
        case .xml: XMLFormWriter.write(root, shape)
        case .delimited(let layout): DelimitedWriter.write(root, layout, encoding)
        case .fixedWidth(let layout): FixedWidthWriter.write(root, layout, encoding)
        case .aqdef: Self.refusal("aqdef is a form that is only read")
        case .judged: Self.serialise(root)
        }
    }

    private static func refusal(_ message: String) -> Checked<[UInt8]?> {
        Checked(nil, [Finding("FORM-WRITE-1", .error, at: Place(), message)])
    }

    private static func serialise(_ root: Node) -> Checked<[UInt8]?> {
        do {
            return Checked(try DocumentSerialiser.bytes(of: root))
        } catch {
            return Checked(nil, [error.finding])
        }
    }
}
