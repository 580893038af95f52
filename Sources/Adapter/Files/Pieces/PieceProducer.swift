/// Produces the bytes of a document into buffers, in order. One user at a time, from any thread.
protocol PieceProducer: AnyObject {
    /// Fills the buffer as far as there are bytes: one that is not full is the last one. What is wrong with the bytes
    /// behind it is thrown by the next call.
    ///
    /// - Returns: the number of bytes; 0 at the end.
    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int

    /// Called with each piece once it has been handed on: what is done here, nobody waits for.
    func account(for piece: UnsafeRawBufferPointer)

    /// The SHA-256 of the file as it is stored. Reads on to its end, and produces no more.
    func digest() throws -> String
}
