import Diagnostics
import XMLStream

/// An element of a schema file, as it was written.
struct XSDElement {
    let name: ExpandedName
    let attributes: [ExpandedName: String]
    /// Prefix to namespace name, in scope here; the empty prefix is the default namespace.
    let namespaces: [String: String]
    let place: Place
    var children: [XSDElement] = []
    /// The text directly inside, kept for `xs:documentation` only.
    var text = ""

    static let namespace = "http://www.w3.org/2001/XMLSchema"

    subscript(_ attribute: String) -> String? { attributes[ExpandedName("", attribute)] }

    /// The local name of an XSD element; nil for a foreign one, such as those inside `xs:appinfo`.
    var construct: String? { name.namespace == Self.namespace ? name.local : nil }

    /// The children that mean something: annotations left out.
    var particles: [XSDElement] { children.filter { $0.construct != "annotation" } }
}
