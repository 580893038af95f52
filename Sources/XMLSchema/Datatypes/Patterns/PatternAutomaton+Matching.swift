extension PatternAutomaton {
    /// Whether the whole value matches. Time is linear in its length.
    package func matches(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        var state = 1
        var index = 0
        let width = Int(classCount)
        while index < value.count {
            let kind: UInt16
            let byte = value[index]
            if byte < 0x80 {
                kind = asciiClasses[Int(byte)]
                index += 1
            } else {
                kind = classBeyondASCII(Self.scalar(value, &index))
            }
            state = Int(transitions[state * width + Int(kind)])
            if state == 0 { return false }
        }
        return accepting[state] == 1
    }

    private func classBeyondASCII(_ scalar: UInt32) -> UInt16 {
        var low = 0
        var high = rangeStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if rangeStarts[middle] <= scalar { low = middle } else { high = middle }
        }
        return rangeClasses[low]
    }

    /// The scalar at `index`, which moves behind it. The reader lets only well-formed UTF-8 through; of anything else
    /// each byte counts as the replacement character.
    private static func scalar(_ value: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> UInt32 {
        let lead = value[index]
        let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard lead >= 0xC2, lead < 0xF5, index + length <= value.count else {
            index += 1
            return 0xFFFD
        }
        var scalar = UInt32(lead) & (0x7F >> UInt32(length))
        for offset in 1..<length {
            scalar = scalar << 6 | UInt32(value[index + offset] & 0x3F)
        }
        index += length
        return scalar
    }
}
