// A small program made by hand, for tests: `hubPublicAccessOff` as it is lowered.
#pragma once

#include "compiler/ir/ir.hpp"

namespace iotsec::ir {

/// A text literal.
inline ExprId text_literal(Program& program, std::string text) {
    return program.add(Literal{LiteralType::Text, Value{std::move(text)}});
}

/// One requirement: public network access of a hub is `Disabled`, which it is not by default.
inline Program hub_example() {
    Program program;
    program.catalog = "test";
    program.types.push_back({.name = "Microsoft.Devices/IotHubs",
                             .type_class = catalog::TypeClass::Resource,
                             .parent = {},
                             .has_tags_and_location = true,
                             .deny_is_unwise = false,
                             .api_versions = {"2019-11-04", "2023-06-30"}});
    Property access;
    access.type = "Microsoft.Devices/IotHubs";
    access.path = "publicNetworkAccess";
    access.json = "properties.publicNetworkAccess";
    access.alias = "Microsoft.Devices/IotHubs/publicNetworkAccess";
    access.kind = catalog::Kind::Enum;
    access.modifiable = true;
    access.values = {"Enabled", "Disabled"};
    access.since = "2020-03-01";
    program.properties.push_back(access);

    const auto path = [&] { return program.add(Path{"hub", PropertyId{0}, {}, {}}); };
    const auto effective = [&] {
        const ExprId first = path();
        return program.add(Coalesce{first, text_literal(program, "Enabled"), true});
    };
    Check check;
    const ExprId left = effective();
    const ExprId right = text_literal(program, "Disabled");
    check.condition = program.add(Compare{CompareOp::Eq, CompareBy::Text, left, right, {}});
    check.message = {std::string{"public network access is "}, effective()};
    check.source_text = "hub.publicNetworkAccess == 'Disabled'";
    Remedy remedy;
    const ExprId target = path();
    remedy.sets = {{target, text_literal(program, "Disabled")}};
    remedy.role_ids = {"b24988ac-6180-42a0-ab88-20f7382dd24c"};

    Requirement requirement;
    requirement.name = "hubPublicAccessOff";
    requirement.module = "std.iothub.network";
    requirement.type = "Microsoft.Devices/IotHubs";
    requirement.binder = "hub";
    requirement.checks = {check};
    requirement.remedies = {remedy};
    requirement.meta.id = "HUB-NET-2";
    requirement.meta.title = "Hubs refuse public network access";
    requirement.meta.severity = SeverityLevel::High;
    requirement.meta.controls = {{"mcsb", "NS-2"}};
    program.requirements = {requirement};
    return program;
}

} // namespace iotsec::ir
