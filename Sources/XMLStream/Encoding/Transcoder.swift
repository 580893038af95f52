import CLibXML2

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Turns a stream in another encoding into UTF-8, with iconv. Owns the conversion descriptor and closes it once.
final class Transcoder {
    /// What one step came to.
    struct Step {
        /// UTF-8; valid until the next step.
        let output: UnsafeBufferPointer<UInt8>
        /// The byte after the output begins no character of the encoding.
        let isInvalid: Bool
    }

    let charset: String
    private let descriptor: iconv_t
    private let output: UnsafeMutableBufferPointer<UInt8>
    /// The first bytes of a character whose rest is still to come.
    private var carried: [UInt8] = []

    /// Nil when iconv does not know the charset.
    init?(from charset: String) {
        guard let descriptor = iconv_open("UTF-8", charset), Int(bitPattern: descriptor) != -1 else {
            return nil
        }
        self.charset = charset
        self.descriptor = descriptor
        output = .allocate(capacity: ReadingPipeline.largestPiece)
    }

    deinit {
        iconv_close(descriptor)
        output.deallocate()
    }

    /// The bytes so far end in the middle of a character.
    var endsWithinCharacter: Bool { !carried.isEmpty }

    /// Converts as much as the output has room for, and leaves in `input` what is still to be converted.
    func convert(_ input: inout UnsafeRawBufferPointer) -> Step {
        carried.isEmpty ? convertPlain(&input) : convertCarried(&input)
    }

    private func convertPlain(_ input: inout UnsafeRawBufferPointer) -> Step {
        let (step, used, isIncomplete) = run(input)
        input = UnsafeRawBufferPointer(rebasing: input[used...])
        if isIncomplete {
            carried = Array(input)
            input = UnsafeRawBufferPointer(rebasing: input[input.count...])
        }
        return step
    }

    /// Completes the carried character with bytes from the input, as few as it needs.
    private func convertCarried(_ input: inout UnsafeRawBufferPointer) -> Step {
        while let next = input.first {
            carried.append(next)
            input = UnsafeRawBufferPointer(rebasing: input.dropFirst())
            let (step, used, isIncomplete) = carried.withUnsafeBytes { run($0) }
            if isIncomplete, used == 0 { continue }
            carried.removeFirst(used)
            return step
        }
        return Step(output: UnsafeBufferPointer(start: nil, count: 0), isInvalid: false)
    }

    private func run(_ input: UnsafeRawBufferPointer) -> (Step, used: Int, isIncomplete: Bool) {
        // iconv takes its input as mutable, but does not change it.
        var source = UnsafeMutablePointer<CChar>(
            mutating: input.bindMemory(to: CChar.self).baseAddress)
        var sourceLeft = input.count
        var room = output.count
        let status = output.withMemoryRebound(to: CChar.self) { output -> (result: Int, code: Int32) in
            var target = output.baseAddress
            let result = iconv(descriptor, &source, &sourceLeft, &target, &room)
            return (result, result == -1 ? errno : 0)
        }
        let step = Step(
            output: UnsafeBufferPointer(rebasing: output[..<(output.count - room)]),
            isInvalid: status.result == -1 && status.code == EILSEQ)
        return (step, input.count - sourceLeft, status.result == -1 && status.code == EINVAL)
    }
}
