import B2MML
import Diagnostics
import Foundation
import Mapping
import Operations

/// Reads `b2mml.yaml`.
package struct SettingsReader {
    /// Taken from the working folder when no file is named and it is there.
    package static let defaultFile = "b2mml.yaml"

    /// - Parameters:
    ///   - file: the named file; nil for ``defaultFile``, which may be absent.
    ///   - environment: `B2MML_SITE`, `B2MML_ZONE`, `B2MML_JOURNAL` and `B2MML_CONFIG` rule over the file.
    /// - Returns: the settings.
    /// - Throws: ``SettingsError``, ``FileProblem``.
    package static func read(
        file: String?, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> Settings {
        var settings = Settings()
        let named = file ?? environment["B2MML_CONFIG"]
        let path = named ?? defaultFile
        var inputs: [UInt8] = []
        if let data = FileManager.default.contents(atPath: path) {
            settings = try read(String(decoding: data, as: UTF8.self), source: path)
            settings.source = path
            inputs = Array(data)
        } else if named != nil {
            throw FileProblem.missing(path)
        }
        if let site = environment["B2MML_SITE"] { settings.site = site }
        if let journal = environment["B2MML_JOURNAL"] { settings.journal = journal }
        if let zone = environment["B2MML_ZONE"] {
            settings.zone = try checkedZone(zone, at: Place(source: "B2MML_ZONE"))
        }
        for name in ["B2MML_SITE", "B2MML_ZONE"] {
            inputs += Array("\n\(name)=\(environment[name] ?? "")".utf8)
        }
        for partner in settings.partners.values.sorted(by: { $0.name < $1.name }) {
            inputs += Array("\n\(partner.name) \(partner.profile.fingerprint ?? partner.profile.name)".utf8)
        }
        inputs += try readRules(into: &settings, besides: path)
        settings.fingerprint = ContentHash.of(inputs)
        return settings
    }

    /// - Returns: what the rules say, for the fingerprint.
    private static func readRules(into settings: inout Settings, besides file: String) throws -> [UInt8] {
        guard !settings.rulePaths.isEmpty else { return [] }
        let folder = (file as NSString).deletingLastPathComponent
        let files = try EventRuleFolder.read(settings.rulePaths.map { try rulePath($0, in: folder) })
        if let wrong = files.lazy.flatMap({ $0.findings() }).first {
            throw SettingsError(wrong.code, wrong.message, at: wrong.place, advice: wrong.advice)
        }
        settings.loop.rules = EventRuleSet(files.map(\.rule))
        return files.flatMap { Array("\n\($0.text)".utf8) }
    }

    /// From the folder of the settings file, else from that of the mappings.
    private static func rulePath(_ path: String, in folder: String) throws -> String {
        let near = path.hasPrefix("/") || folder.isEmpty ? path : "\(folder)/\(path)"
        guard !FileManager.default.fileExists(atPath: near) else { return near }
        let shipped = "\(try Installation().mappings)/\(path)"
        return FileManager.default.fileExists(atPath: shipped) ? shipped : near
    }

    package static func read(_ text: String, source: String) throws -> Settings {
        var settings = Settings()
        guard let root = try YAMLReader.read(text, source: source), !root.isEmpty else { return settings }
        let known = [
            "site", "zone", "repeated-hour", "journal", "loop", "calendar", "partners", "default-partner",
            "import", "schemas",
        ]
        for (key, value) in try root.entries(known: known) {
            switch key {
            case "site": settings.site = try value.text()
            case "zone": settings.zone = try checkedZone(try value.text(), at: value.place)
            case "repeated-hour": settings.repeatedHour = try value.choice(LocalZone.TransitionPolicy.self)
            case "journal": settings.journal = try value.text()
            case "loop":
                settings.loop = try loop(value)
                settings.rulePaths = try rulePaths(value)
            case "calendar": settings.calendar = try calendar(value)
            case "partners": settings.partners = try partners(value)
            case "default-partner": settings.defaultPartner = try value.text()
            case "schemas": settings.schemas = try schemas(value)
            default: try readImport(value, into: &settings)
            }
        }
        return settings
    }

    private static func checkedZone(_ name: String, at place: Place) throws(SettingsError) -> String {
        guard TimeZone(identifier: name) != nil else {
            throw SettingsError(
                "SETTINGS-ZONE-1", "\"\(name)\" is no time zone", at: place,
                advice: "Write an IANA name such as Europe/Berlin, or Etc/UTC.")
        }
        return name
    }

    private static func readImport(_ node: YAMLReader, into settings: inout Settings) throws(SettingsError) {
        for (key, value) in try node.entries(known: ["records-per-commit", "whole-document-size"]) {
            if key == "records-per-commit" {
                settings.recordsPerCommit = try value.positive()
            } else {
                settings.wholeDocumentSize = try value.positive()
            }
        }
    }

    private static func schemas(_ node: YAMLReader) throws(SettingsError) -> SchemaSettings {
        var schemas = SchemaSettings()
        for (key, value) in try node.entries(known: ["driver", "extensions"]) {
            if key == "driver" {
                schemas.driver = try value.text()
            } else {
                schemas.extensions = try value.text()
            }
        }
        return schemas
    }

    private static func loop(_ node: YAMLReader) throws(SettingsError) -> LoopSettings {
        var loop = LoopSettings()
        let known = [
            "cancel-running", "priority-order", "default-duration", "definition-owner", "lot-holds", "rules",
            "changeovers", "work-in-process-caps", "frozen-horizon", "due-soon", "scheduling-iterations",
            "stop-reasons", "deliveries", "indicators",
        ]
        for (key, value) in try node.entries(known: known) {
            switch key {
            case "cancel-running": loop.cancelRunning = try value.choice(LoopSettings.CancelRunning.self)
            case "priority-order": loop.priorityOrder = try value.choice(LoopSettings.PriorityOrder.self)
            case "default-duration": loop.defaultDuration = try value.duration()
            case "changeovers": loop.changeovers = try changeovers(value)
            case "work-in-process-caps": loop.workInProcessCaps = try workInProcessCaps(value)
            case "frozen-horizon": loop.frozenHorizon = try value.duration()
            case "due-soon": loop.dueSoon = try value.duration()
            case "scheduling-iterations": loop.schedulingIterations = try value.count()
            case "stop-reasons": loop.stopReasons = try stopReasons(value)
            case "deliveries":
                loop.deliveryLocations = try value.items().map { (item) throws(SettingsError) in
                    Identifier(try item.text())
                }
            case "indicators": loop.indicatorVariants = try indicatorVariants(value)
            case "lot-holds": loop.lotHolds = try value.choice(LoopSettings.LotHolds.self)
            case "rules": continue
            default: loop.definitionOwner = try value.choice(LoopSettings.DefinitionOwner.self)
            }
        }
        return loop
    }

    private static func changeovers(_ node: YAMLReader) throws(SettingsError) -> [Changeover] {
        try node.items().map { (item) throws(SettingsError) in
            guard let time = item["time"] else { throw item.refusal("a changeover needs its time") }
            var changeover = Changeover(time: try time.duration())
            for (key, value) in try item.entries(known: ["equipment", "from", "to", "time"]) {
                switch key {
                case "equipment": changeover.equipment = Identifier(try value.text())
                case "from": changeover.from = Identifier(try value.text())
                case "to": changeover.to = Identifier(try value.text())
                default: continue
                }
            }
            return changeover
        }
    }

    private static func workInProcessCaps(_ node: YAMLReader) throws(SettingsError) -> [String: ExactDecimal]
    {
        var caps: [String: ExactDecimal] = [:]
        for (name, value) in try node.entries() {
            let unit = Identifier(name).matchingKey
            guard !unit.isEmpty else { throw value.refusal("a cap needs the unit that it is for") }
            guard caps[unit] == nil else { throw value.refusal("\"\(unit)\" is set twice") }
            caps[unit] = try value.positiveDecimal()
        }
        return caps
    }

    private static func stopReasons(_ node: YAMLReader) throws(SettingsError) -> [StopReason] {
        try node.items().map { (item) throws(SettingsError) in
            _ = try item.entries(known: ["reason", "class", "path"])
            guard let reason = item["reason"], let kind = item["class"] else {
                throw item.refusal("a reason needs its reason and its class")
            }
            let path = try item["path"]?.items().map { (step) throws(SettingsError) in try step.text() } ?? []
            return StopReason(try reason.text(), try kind.choice(StopReason.Class.self), path: path)
        }
    }

    private static func indicatorVariants(_ node: YAMLReader) throws(SettingsError)
        -> [KeyPerformanceIndicator.ID: String]
    {
        var variants: [KeyPerformanceIndicator.ID: String] = [:]
        let known = KeyPerformanceIndicator.ID.allCases.map(\.rawValue)
        for (key, value) in try node.entries(known: known) {
            guard let id = KeyPerformanceIndicator.ID(rawValue: key) else { continue }
            let indicator = KeyPerformanceIndicator[id]
            let name = try value.text()
            guard indicator.variant(name) != nil else {
                let names = indicator.variants.map(\.id).joined(separator: ", ")
                throw value.refusal("\"\(name)\" is no convention of \(key): it has \(names)")
            }
            variants[id] = name
        }
        return variants
    }

    private static func rulePaths(_ node: YAMLReader) throws(SettingsError) -> [String] {
        guard let rules = node["rules"] else { return [] }
        return try rules.items().map { (item) throws(SettingsError) in try item.text() }
    }

    // MARK: Calendar

    private static func calendar(_ node: YAMLReader) throws(SettingsError) -> CalendarSettings {
        var calendar = CalendarSettings()
        for (key, value) in try node.entries(known: ["shifts", "day-start"]) {
            if key == "day-start" {
                let start = try minutes(value)
                guard start < 1440 else { throw value.refusal("a day starts before 24:00") }
                calendar.dayStart = start
                continue
            }
            for item in try value.items() {
                calendar.shifts.append(try shift(item))
            }
        }
        return calendar
    }

    private static func shift(_ node: YAMLReader) throws(SettingsError) -> CalendarSettings.Shift {
        _ = try node.entries(known: ["days", "from", "to"])
        guard let days = node["days"], let from = node["from"], let to = node["to"] else {
            throw node.refusal("a shift needs days, from and to")
        }
        let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        var weekdays: Set<Int> = []
        for day in try days.items() {
            guard let index = names.firstIndex(of: try day.text()) else {
                throw day.refusal("a day is one of \(names.joined(separator: ", "))")
            }
            weekdays.insert(index + 1)
        }
        let start = try minutes(from)
        let end = try minutes(to)
        guard start < 1440, end > 0 else {
            throw node.refusal("a shift starts before 24:00 and ends after 00:00")
        }
        return CalendarSettings.Shift(weekdays: weekdays, start: start, end: end)
    }

    private static func minutes(_ node: YAMLReader) throws(SettingsError) -> Int {
        let text = try node.text()
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let hour = parts[0], let minute = parts[1], 0...24 ~= hour, 0...59 ~= minute,
            hour < 24 || minute == 0
        else { throw node.refusal("\"\(text)\" is not a time such as \"06:00\"") }
        return hour * 60 + minute
    }

    // MARK: Partners

    private static func partners(_ node: YAMLReader) throws -> [String: PartnerSettings] {
        var partners: [String: PartnerSettings] = [:]
        for (name, value) in try node.entries() {
            partners[name] = try partner(name, value)
        }
        return partners
    }

    private static func partner(_ name: String, _ node: YAMLReader) throws -> PartnerSettings {
        var partner = PartnerSettings(name: name)
        let known = ["set", "zone", "profile", "senders", "logical-id", "endpoint"]
        for (key, value) in try node.entries(known: known) {
            switch key {
            case "profile": partner.profile = try profile(value)
            case "set": partner.set = try value.choice(SchemaSet.self)
            case "zone": partner.zone = try checkedZone(try value.text(), at: value.place)
            case "senders":
                for sender in try value.items() { partner.senders.insert(try sender.text()) }
            case "logical-id": partner.logicalID = try value.text()
            default: partner.endpoint = try endpoint(value)
            }
        }
        return partner
    }

    /// A file is looked for from the folder of the settings file.
    private static func profile(_ node: YAMLReader) throws -> Profile {
        do {
            return try ProfileReader.read(
                try node.text(), in: (node.source as NSString).deletingLastPathComponent)
        } catch let error as SettingsError where error.place == nil {
            throw SettingsError(error.code, error.message, at: node.place, advice: error.advice)
        }
    }

    private static func endpoint(_ node: YAMLReader) throws(SettingsError) -> EndpointSettings {
        let known = ["url", "plain-http", "basic", "bearer", "header"]
        let entries = try node.entries(known: known)
        guard let url = node["url"] else { throw node.refusal("an endpoint needs a url") }
        var endpoint = EndpointSettings(url: try url.text())
        for (key, value) in entries {
            switch key {
            case "plain-http": endpoint.allowsPlainHTTP = try value.flag()
            case "basic":
                endpoint.authentication = .basic(
                    user: try text("user", of: value), password: try text("password", of: value))
            case "bearer": endpoint.authentication = .bearer(token: try value.text())
            case "header":
                endpoint.authentication = .header(
                    name: try text("name", of: value), value: try text("value", of: value))
            default: break
            }
        }
        return endpoint
    }

    private static func text(_ key: String, of node: YAMLReader) throws(SettingsError) -> String {
        guard let value = node[key] else { throw node.refusal("\(key) is missing") }
        return try value.text()
    }
}
