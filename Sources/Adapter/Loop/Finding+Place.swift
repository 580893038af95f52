import Diagnostics

extension Finding {
    /// A finding of the loop, which knows no files, at its place in the input: the subject that it had for a place goes
    /// into the message.
    func ofLoop(at place: Place) -> Finding {
        var finding = self
        if let subject = finding.place.path, !finding.message.contains(subject) {
            finding.message = "\(subject): \(finding.message)"
        }
        finding.place = place
        return finding
    }
}
