import Adapter

/// One transfer as the loop takes it over: judged, with its secret resolved, nothing left to decide.
struct TransferJob: Sendable {
    let id: UInt64
    let endpoint: Endpoint
    /// libcurl's normal form.
    let url: String
    let method: TransportRequest.Method
    let headers: [TransportHeader]
    /// The whole header line.
    let credential: Secret?
    let body: [UInt8]
    let limits: TransportLimits
    /// Called once, on the loop's thread.
    let complete: @Sendable (TransportOutcome) -> Void
}
