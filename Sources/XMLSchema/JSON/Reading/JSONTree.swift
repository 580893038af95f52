/// JSON text that was read: its values in document order, every one before those inside of it.
struct JSONTree {
    let input: [UInt8]
    /// The texts that have escapes, without them.
    let decoded: [UInt8]
    /// The first is the whole document.
    let items: [JSONItem]

    func key(of item: JSONItem) -> ArraySlice<UInt8> {
        slice(item.key, isDecoded: item.isKeyDecoded)
    }

    /// Empty for what is no value: objects, arrays, null.
    func text(of item: JSONItem) -> ArraySlice<UInt8> {
        slice(item.text, isDecoded: item.isTextDecoded)
    }

    func string(of item: JSONItem) -> String { String(decoding: text(of: item), as: UTF8.self) }

    private func slice(_ text: JSONItem.Text, isDecoded: Bool) -> ArraySlice<UInt8> {
        let range = Int(text.offset)..<Int(text.offset) + Int(text.count)
        return isDecoded ? decoded[range] : input[range]
    }

    /// The members of an object or the items of an array.
    func children(of item: JSONItem) -> some Sequence<JSONItem> {
        sequence(state: item.firstChild) { next -> JSONItem? in
            guard next >= 0 else { return nil }
            let item = items[Int(next)]
            next = item.next
            return item
        }
    }
}
