extension FeedbackRule {
    /// The rules as they are delivered; a site may change every number of them.
    ///
    /// Source: section 3.2 of the design. What that table leaves open is a convention of ours: the 95 % of
    /// intervals, the validity, the numbers of R10 but for its ten requests, the numbers of the verification.
    package static let delivered: [FeedbackRule] = [
        .standardTime, .changeoverTime, .availability, .scrap, .lotHold, .maintenanceInterval,
        .stockDiscrepancy, .sampling, .defects, .repairs, .schedulingParameters, .workInProcess, .complaint,
    ]

    package static func delivered(_ id: ID) -> FeedbackRule? { delivered.first { $0.id == id } }

    package static let standardTime = FeedbackRule(
        id: .standardTime, version: 1, name: "Cycle time to standard time", domains: DomainKind.allCases,
        targets: [.segmentDuration], response: .proposal,
        settings: [
            GuardSetting(.checkpoints, 20, 40, 80, unit: "jobs"),
            GuardSetting(.minimalSpan, 3, unit: "d"),
            GuardSetting(.minimalCompleteness, 0.95),
            GuardSetting(.significance, 0.01),
            GuardSetting(.minimalChange, 0.03),
            GuardSetting(.stability, 0.05),
            GuardSetting(.stabilityFrom, 40, unit: "jobs"),
            GuardSetting(.stepCap, 0.2),
            GuardSetting(.trim, 0.1),
            GuardSetting(.confidence, 0.95),
            GuardSetting(.validity, 14, unit: "d"),
            GuardSetting(.verificationCount, 20, unit: "jobs"),
            GuardSetting(.verificationLimit, 80, unit: "jobs"),
            GuardSetting(.verificationBand, 0.03),
        ],
        messages: [
            .to(
                .v0700, .change, "OperationsDefinition",
                [
                    ("ID", .object), ("OperationsSegment/ID", .part),
                    ("OperationsSegment/Duration", .proposed),
                ]),
            .to(
                .v0401, .change, "ProductDefinition",
                [("ID", .object), ("ProductSegment/ID", .part), ("ProductSegment/Duration", .proposed)]),
        ], autoApproval: .never)

    package static let changeoverTime = FeedbackRule(
        id: .changeoverTime, version: 1, name: "Setup time to changeover matrix", domains: [.production],
        targets: [.changeoverTime], response: .proposal,
        settings: [
            GuardSetting(.minimalCount, 5, unit: "changeovers"),
            GuardSetting(.smoothing, 0.3),
            GuardSetting(.minimalChange, 0.1),
            GuardSetting(.minimalAbsoluteChange, 2, unit: "min"),
            GuardSetting(.confidence, 0.95),
            GuardSetting(.validity, 14, unit: "d"),
            GuardSetting(.verificationCount, 5, unit: "changeovers"),
            GuardSetting(.verificationLimit, 20, unit: "changeovers"),
            GuardSetting(.verificationBand, 0.1),
        ],
        messages: [
            .to(
                .v0700, .change, "ResourceRelationshipNetwork",
                [
                    ("ID", .object), ("ResourceNetworkConnection/ID", .part),
                    (
                        "ResourceNetworkConnection/RNCProperty/ID",
                        .constant("SetupTime")
                    ),
                    ("ResourceNetworkConnection/RNCProperty/Value", .proposed),
                ])
        ], autoApproval: .never)

    package static let availability = FeedbackRule(
        id: .availability, version: 1, name: "Availability to capability and schedule",
        domains: [.production, .maintenance], targets: [.availability], response: .proposal,
        settings: [
            GuardSetting(.window, 20, unit: "shifts"),
            GuardSetting(.priorWeight, 5, unit: "shifts"),
            GuardSetting(.minimalAbsoluteChange, 0.03),
            GuardSetting(.confidence, 0.9),
            GuardSetting(.resamples, 2_000),
            GuardSetting(.minimalCompleteness, 0.95),
            GuardSetting(.validity, 7, unit: "d"),
            GuardSetting(.verificationCount, 20, unit: "shifts"),
            GuardSetting(.verificationLimit, 40, unit: "shifts"),
            GuardSetting(.verificationAbsoluteBand, 0.03),
        ],
        messages: [
            .to(
                .v0700, .sync, "OperationsCapability", action: "Change",
                [
                    ("EquipmentCapability/EquipmentID", .object),
                    ("EquipmentCapability/CapabilityType", .constant("Available")),
                    ("EquipmentCapability/Reason", .rule),
                    ("EquipmentCapability/ConfidenceFactor", .confidence),
                    ("EquipmentCapability/Quantity/QuantityString", .proposed),
                ]),
            .to(
                .v0700, .sync, "OperationsCapability", action: "Change",
                [
                    ("EquipmentCapability/EquipmentID", .object),
                    ("EquipmentCapability/CapabilityType", .constant("Unattainable")),
                    ("EquipmentCapability/Reason", .rule),
                    ("EquipmentCapability/ConfidenceFactor", .confidence),
                    ("EquipmentCapability/Quantity/QuantityString", .named("unattainable")),
                ]),
            .to(
                .v0401, .sync, "ProductionCapability", action: "Change",
                [
                    ("EquipmentCapability/EquipmentID", .object),
                    ("EquipmentCapability/CapabilityType", .constant("Available")),
                    ("EquipmentCapability/Reason", .rule),
                    ("EquipmentCapability/Quantity/QuantityString", .proposed),
                ]),
        ], autoApproval: .off)

    package static let scrap = FeedbackRule(
        id: .scrap, version: 2, name: "Scrap to planned quantity", domains: [.production],
        targets: [.scrapFactor], response: .proposal,
        settings: [
            GuardSetting(.minimalProduced, 300, unit: "pieces"),
            GuardSetting(.minimalScrapped, 10, unit: "pieces"),
            // One piece with a share of one half is the prior of Jeffreys.
            GuardSetting(.priorWeight, 1, unit: "pieces"),
            GuardSetting(.confidence, 0.95),
            GuardSetting(.validity, 14, unit: "d"),
            GuardSetting(.verificationCount, 300, unit: "pieces"),
            GuardSetting(.verificationLimit, 3_000, unit: "pieces"),
        ],
        messages: [
            .to(
                .v0700, .change, "OperationsMaterialBill",
                [
                    ("ID", .object), ("OperationsMaterialBillItem/ID", .part),
                    ("OperationsMaterialBillItem/Quantity/QuantityString", .named("release")),
                ]),
            .to(
                .v0401, .change, "ProductDefinition",
                [
                    ("ID", .object), ("ManufacturingBill/ID", .part),
                    ("ManufacturingBill/Quantity/QuantityString", .named("release")),
                ]),
        ], autoApproval: .never)

    package static let lotHold = FeedbackRule(
        id: .lotHold, version: 1, name: "Lot hold to allocation",
        domains: [.production, .quality, .inventory], targets: [.lotDisposition], response: .immediate,
        settings: [],
        messages: [
            .to(
                .v0700, .sync, "MaterialLot", action: "Change",
                [("ID", .object), ("Disposition", .constant("Restricted"))]),
            .to(
                .v0700, .notify, "OperationsEvent",
                [
                    ("ID", .object), ("Description", .proposed),
                    ("MOMFunction", .constant(Activity.resourceManagement.rawValue)),
                ]),
            .to(
                .v0401, .sync, "MaterialLot", action: "Change",
                [("ID", .object), ("Status", .constant("Blocked"))]),
        ], autoApproval: .on)

    package static let maintenanceInterval = FeedbackRule(
        id: .maintenanceInterval, version: 1, name: "Failures to maintenance interval",
        domains: [.maintenance], targets: [.maintenanceInterval], response: .proposal,
        settings: [
            GuardSetting(.minimalCount, 6, unit: "failures"),
            GuardSetting(.confidence, 0.9),
            GuardSetting(.minimalShape, 1),
            GuardSetting(.minimalChange, 0.15),
            GuardSetting(.minimalSaving, 0.05),
            GuardSetting(.validity, 30, unit: "d"),
            GuardSetting(.verificationCount, 6, unit: "failures"),
            GuardSetting(.verificationLimit, 12, unit: "failures"),
            GuardSetting(.verificationBand, 0.15),
        ],
        messages: [
            .to(
                .v0700, .change, "OperationsDefinition",
                [
                    ("ID", .object),
                    ("OperationsType", .constant(DomainKind.maintenance.rawValue)),
                    ("OperationsSegment/ID", .part),
                    ("OperationsSegment/ParameterSpecification/ID", .constant("Interval")),
                    ("OperationsSegment/ParameterSpecification/Value/ValueString", .proposed),
                ]),
            .to(
                .v0401, .process, "MaintenanceInformation",
                [
                    ("MaintenanceRequest/EquipmentID", .object),
                    ("MaintenanceRequest/Problem", .rule),
                    ("MaintenanceRequest/RequestedCompletionDate", .named("nextDate")),
                ]),
        ], autoApproval: .never)

    package static let stockDiscrepancy = FeedbackRule(
        id: .stockDiscrepancy, version: 1, name: "Discrepancy to cycle count", domains: [.inventory],
        targets: [.stockCount], response: .proposal,
        settings: [
            GuardSetting(.tolerance, 0.01, 0.03, 0.05),
            GuardSetting(.debounce, 24, unit: "h"),
            GuardSetting(.maximalPerShift, 10, unit: "counts"),
            GuardSetting(.validity, 2, unit: "d"),
            GuardSetting(.verificationCount, 1, unit: "counts"),
            GuardSetting(.verificationLimit, 1, unit: "counts"),
        ],
        messages: [
            .to(
                .v0700, .process, "OperationsSchedule",
                [
                    ("OperationsType", .constant(DomainKind.inventory.rawValue)),
                    (
                        "OperationsRequest/SegmentRequirement/MaterialRequirement/MaterialDefinitionID",
                        .object
                    ),
                    (
                        "OperationsRequest/SegmentRequirement/MaterialRequirement/MaterialUse",
                        .constant(KnownMaterialUse.inventoried.rawValue)
                    ),
                    (
                        "OperationsRequest/SegmentRequirement/MaterialRequirement/StorageLocation", .scope
                    ),
                ]),
            .to(
                .v0401, .sync, "MaterialLot", action: "Change",
                [("MaterialDefinitionID", .object), ("StorageLocation", .scope)]),
        ], autoApproval: .off)

    package static let sampling = FeedbackRule(
        id: .sampling, version: 1, name: "Quality level to sampling", domains: [.quality],
        targets: [.sampling], response: .proposal,
        settings: [
            GuardSetting(.rejectedToTightened, 2, unit: "lots"),
            GuardSetting(.consecutive, 5, unit: "lots"),
            GuardSetting(.acceptedToNormal, 5, unit: "lots"),
            GuardSetting(.acceptedToReduced, 10, unit: "lots"),
            GuardSetting(.validity, 7, unit: "d"),
            GuardSetting(.verificationCount, 5, unit: "lots"),
            GuardSetting(.verificationLimit, 10, unit: "lots"),
        ],
        messages: [
            .to(
                .v0700, .change, "TestSpecification",
                [
                    ("ID", .object), ("TestSampleSize/ValueString", .proposed),
                    ("RecurrenceQuantity/ValueString", .named("recurrence")),
                ]),
            .to(
                .v0401, .change, "MaterialInformation",
                [
                    ("QAMaterialTestSpecification/Name", .object),
                    ("QAMaterialTestSpecification/Description", .proposed),
                ]),
        ], autoApproval: .never)

    package static let defects = FeedbackRule(
        id: .defects, version: 1, name: "Defects to definition", domains: [.production, .quality],
        targets: [.definitionReview], response: .proposal,
        settings: [
            GuardSetting(.minimalCount, 30, unit: "defects"),
            GuardSetting(.dominance, 0.4),
            GuardSetting(.windowsBelowTarget, 3, unit: "windows"),
            GuardSetting(.validity, 30, unit: "d"),
            GuardSetting(.verificationCount, 3, unit: "windows"),
            GuardSetting(.verificationLimit, 6, unit: "windows"),
        ],
        messages: [
            .to(
                .v0700, .process, "OperationsSchedule",
                [
                    ("OperationsType", .constant(DomainKind.quality.rawValue)),
                    ("OperationsRequest/OperationsDefinitionID", .object),
                    ("OperationsRequest/Description", .proposed),
                ]),
            .to(.v0700, .sync, "WorkAlert", action: "Add", [("Description", .proposed)]),
        ], autoApproval: .never)

    package static let repairs = FeedbackRule(
        id: .repairs, version: 1, name: "Repair time to job plan and spares",
        domains: [.maintenance, .inventory], targets: [.jobPlanDuration, .reorderPoint], response: .proposal,
        settings: [
            GuardSetting(.minimalCount, 5, unit: "repairs"),
            GuardSetting(.minimalChange, 0.1),
            GuardSetting(.delayedRepairs, 1, unit: "repairs"),
            GuardSetting(.serviceLevel, 0.95),
            GuardSetting(.confidence, 0.95),
            GuardSetting(.validity, 30, unit: "d"),
            GuardSetting(.verificationCount, 5, unit: "repairs"),
            GuardSetting(.verificationLimit, 15, unit: "repairs"),
            GuardSetting(.verificationBand, 0.25),
        ],
        messages: [
            .to(
                .v0700, .change, "OperationsDefinition", for: [.jobPlanDuration],
                [
                    ("ID", .object), ("OperationsType", .constant(DomainKind.maintenance.rawValue)),
                    ("OperationsSegment/ID", .part), ("OperationsSegment/Duration", .proposed),
                ]),
            .to(
                .v0700, .change, "MaterialDefinition", for: [.reorderPoint],
                [
                    ("ID", .object), ("MaterialDefinitionProperty/ID", .constant("ReorderPoint")),
                    ("MaterialDefinitionProperty/Value/ValueString", .proposed),
                ]),
            .to(
                .v0401, .change, "MaterialDefinition", for: [.reorderPoint],
                [
                    ("ID", .object), ("MaterialDefinitionProperty/ID", .constant("ReorderPoint")),
                    ("MaterialDefinitionProperty/Value/ValueString", .proposed),
                ]),
        ], autoApproval: .never)

    package static let schedulingParameters = FeedbackRule(
        id: .schedulingParameters, version: 2, name: "Tardiness to scheduling parameters",
        domains: DomainKind.allCases, targets: [.queueAllowance, .priorityWeight, .frozenHorizon],
        response: .proposal,
        settings: [
            GuardSetting(.minimalCount, 10, unit: "requests"),
            GuardSetting(.minimalSpan, 1, unit: "d"),
            GuardSetting(.minimalAbsoluteChange, 15, unit: "min"),
            GuardSetting(.breaches, 0.2),
            GuardSetting(.confidence, 0.99),
            GuardSetting(.stepCap, 0.25),
            GuardSetting(.horizonQuantile, 0.9),
            GuardSetting(.validity, 7, unit: "d"),
            GuardSetting(.verificationCount, 10, unit: "requests"),
            GuardSetting(.verificationLimit, 30, unit: "requests"),
        ],
        messages: [
            .to(
                .v0700, .respond, "OperationsSchedule", for: [.queueAllowance],
                [("OperationsRequest/ID", .object), ("OperationsRequest/EndTime", .named("endTime"))]),
            .to(
                .v0401, .respond, "ProductionSchedule", for: [.queueAllowance],
                [("ProductionRequest/ID", .object), ("ProductionRequest/EndTime", .named("endTime"))]),
        ], autoApproval: .never)

    package static let workInProcess = FeedbackRule(
        id: .workInProcess, version: 2, name: "Work in process to dispatch gate", domains: [.production],
        targets: [.workInProcessGate], response: .proposal,
        settings: [
            GuardSetting(.aboveCap, 3, unit: "shifts"),
            GuardSetting(.validity, 2, unit: "d"),
            GuardSetting(.verificationCount, 3, unit: "shifts"),
            GuardSetting(.verificationLimit, 9, unit: "shifts"),
        ],
        messages: [
            .to(.v0700, .sync, "WorkAlert", action: "Add", [("Description", .named("description"))])
        ], autoApproval: .never)

    package static let complaint = FeedbackRule(
        id: .complaint, version: 1, name: "Complaint to containment", domains: [.quality, .inventory],
        targets: [.containment], response: .immediate,
        settings: [GuardSetting(.backwardSteps, 0, unit: "generations")],
        messages: [
            .to(
                .v0700, .sync, "MaterialLot", action: "Change",
                [("ID", .object), ("Disposition", .constant("Restricted"))]),
            .to(
                .v0700, .process, "OperationsSchedule",
                [
                    ("OperationsType", .constant(DomainKind.quality.rawValue)),
                    ("OperationsRequest/Description", .proposed),
                    ("OperationsRequest/SegmentRequirement/MaterialRequirement/MaterialLotID", .object),
                ]),
            .to(
                .v0401, .sync, "MaterialLot", action: "Change",
                [("ID", .object), ("Status", .constant("Blocked"))]),
        ], autoApproval: .on)
}

extension MessageTemplate {
    fileprivate static func to(
        _ release: MessageRelease, _ verb: MessageVerb, _ noun: String, action: String? = nil,
        for targets: [FeedbackTarget.Kind] = [], _ fields: [(path: String, content: Content)]
    ) -> MessageTemplate {
        MessageTemplate(
            release: release, verb: verb, noun: noun, action: action, targets: targets,
            fields: fields.map { Field(path: $0.path, content: $0.content) })
    }
}
