// Whole programs as text for people: one line a fact or clause.
#include "base/overloaded.hpp"
#include "compiler/ir/expr_text.hpp"
#include "compiler/ir/json.hpp"
#include "compiler/ir/names.hpp"

#include <fmt/format.h>

namespace iotsec::ir {

namespace {

/// Writes one program, line by line.
class ProgramText {
  public:
    explicit ProgramText(const Program& program) : program_{program} {}

    std::string text() {
        line("catalog {}", program_.catalog);
        for (const TypeFacts& each : program_.types)
            type(each);
        for (std::size_t i = 0; i < program_.properties.size(); ++i)
            property(i, program_.properties[i]);
        for (const Parameter& each : program_.params)
            param(each);
        for (const Requirement& each : program_.requirements)
            requirement(each);
        for (const Baseline& each : program_.baselines)
            baseline(each);
        for (const NamedDeclaration& each : program_.assignments)
            line("assignment {}.{}", each.module, each.name);
        for (const NamedDeclaration& each : program_.waivers)
            line("waiver {}.{}", each.module, each.name);
        return std::move(out_);
    }

  private:
    template <typename... Args>
    void line(fmt::format_string<const Args&...> format, const Args&... args) {
        out_ += fmt::format(format, args...);
        out_ += '\n';
    }
    [[nodiscard]] std::string expr(ExprId id) const { return expr_text(program_, id); }

    void type(const TypeFacts& type) {
        line("type {} ({}{}{})", type.name, enum_name(type.type_class),
             type.has_tags_and_location ? ", tags and location" : "",
             type.deny_is_unwise ? ", deny is unwise" : "");
    }
    void property(std::size_t index, const Property& property) {
        std::string marks;
        const auto mark = [&](bool is_set, std::string_view name) {
            if (is_set) marks += fmt::format(" {}", name);
        };
        mark(property.required, "required");
        mark(property.secret, "secret");
        mark(property.exact, "exact");
        mark(property.read_only, "readOnly");
        mark(property.modifiable, "modifiable");
        mark(property.create_only, "createOnly");
        if (property.visible_in != catalog::VisibleIn::Both) mark(true, enum_name(property.visible_in));
        line("property {} {}.{}: {}{}{}", index, property.type, property.path, enum_name(property.kind),
             property.list ? "[]" : "", marks);
    }
    void param(const Parameter& param) {
        std::string type{enum_name(param.type)};
        if (param.list) type += "[]";
        if (param.default_value) {
            line("param ${}: {} = {}", param.name, type, value_text(*param.default_value));
        } else {
            line("param ${}: {}", param.name, type);
        }
    }
    void requirement(const Requirement& requirement) {
        line("requirement {} {}.{} for {}{}: {}", requirement.meta.id, requirement.module, requirement.name,
             requirement.all ? "all " : "", requirement.binder, requirement.type);
        line("  {}: {}", enum_name(requirement.meta.severity), requirement.meta.title);
        if (requirement.when) line("  when {}", expr(*requirement.when));
        for (const Check& each : requirement.checks)
            check(each);
        if (requirement.attest) {
            line("  attest every {}s asking '{}'", requirement.attest->every_seconds,
                 requirement.attest->asking);
        }
        for (const Remedy& each : requirement.remedies)
            remedy(each);
        std::string effects;
        for (const Effect effect : requirement.effects)
            effects += fmt::format("{}{}", effects.empty() ? "" : ", ", enum_name(effect));
        if (!effects.empty()) line("  effects {}", effects);
    }
    void check(const Check& check) {
        line("  expect {}", expr(check.condition));
        if (check.message.empty()) return;
        std::string message;
        for (const MessagePart& part : check.message) {
            message += std::visit(overloaded{
                                      [](const std::string& text) { return text; },
                                      [this](ExprId id) { return "${" + expr(id) + "}"; },
                                  },
                                  part);
        }
        line("    otherwise '{}'", message);
    }
    void remedy(const Remedy& remedy) {
        for (const Set& set : remedy.sets)
            line("  remedy set {} = {}", expr(set.path), expr(set.value));
        if (remedy.deploy) {
            const Deploy& deploy = *remedy.deploy;
            line("  remedy deploy {}: {} {} {} at {}", deploy.name, deploy.type, enum_name(deploy.relation),
                 deploy.root, deploy.api_version);
            line("    {}", expr(deploy.body));
        }
        if (remedy.presupposes) line("    requires {}", expr(*remedy.presupposes));
        for (const std::string& role : remedy.role_ids)
            line("    role {}", role);
    }
    void baseline(const Baseline& baseline) {
        line("baseline {}.{} {}", baseline.module, baseline.name, baseline.version);
        for (const BaselineEntry& entry : baseline.entries) {
            std::string bindings;
            for (const Binding& binding : entry.bindings) {
                bindings += fmt::format(" ${} = {}", program_.params[binding.param.index].name,
                                        binding.value ? expr(*binding.value)
                                                      : "$" + program_.params[binding.surfaced->index].name);
            }
            line("  include {}{}", program_.requirements[entry.requirement].meta.id, bindings);
        }
    }

    const Program& program_;
    std::string out_;
};

} // namespace

std::string to_text(const Program& program) {
    return ProgramText{program}.text();
}

} // namespace iotsec::ir
