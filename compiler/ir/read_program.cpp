// Programs out of their JSON form.
#include "base/diagnostics/targets.hpp"
#include "base/json/reader.hpp"
#include "compiler/ir/json.hpp"
#include "compiler/ir/read_expr.hpp"
#include "compiler/ir/verify.hpp"

#include <utility>

namespace iotsec::ir {

namespace {

/// How deep the JSON of a rule file may nest: several levels for each level of an expression.
constexpr std::size_t max_json_depth = 1024;

/// Reads one program; one short function a part.
class ProgramReader {
  public:
    explicit ProgramReader(Mistakes& mistakes) : mistakes_{mistakes} {}

    Program program(const Value& value);

  private:
    void version(Members& in);
    TypeFacts type(const Value& value);
    Property property(const Value& value);
    Parameter param(const Value& value);
    Requirement requirement(const Value& value);
    void subject(const Value& value, Requirement& out);
    Check check(const Value& value);
    Attest attest(const Value& value);
    Remedy remedy(const Value& value);
    Deploy deploy(Members& in);
    Set set(const Value& value);
    Meta meta(const Value& value);
    Baseline baseline(const Value& value);
    BaselineEntry entry(const Value& value);
    Binding binding(const Value& value);
    NamedDeclaration declaration(const Value& value);

    ExprId expr(const Value& value) { return read_expr(program_, value, mistakes_); }
    std::optional<ExprId> optional_expr(Members& in, std::string_view name) {
        const Value* value = in.optional(name);
        return value == nullptr ? std::nullopt : std::optional{expr(*value)};
    }
    std::pair<std::string, std::string> pair(const Value& value, std::string_view first,
                                             std::string_view second);

    Mistakes& mistakes_;
    Program program_;
};

Program ProgramReader::program(const Value& value) {
    Members in{value, "a program", mistakes_};
    version(in);
    program_.catalog = in.text("catalog");
    program_.types = in.items("types", [this](const Value& v) { return type(v); });
    program_.properties = in.items("properties", [this](const Value& v) { return property(v); });
    program_.params = in.items("params", [this](const Value& v) { return param(v); });
    program_.requirements = in.items("requirements", [this](const Value& v) { return requirement(v); });
    program_.baselines = in.items("baselines", [this](const Value& v) { return baseline(v); });
    program_.assignments = in.items("assignments", [this](const Value& v) { return declaration(v); });
    program_.waivers = in.items("waivers", [this](const Value& v) { return declaration(v); });
    in.finish();
    return std::move(program_);
}

void ProgramReader::version(Members& in) {
    const Value& value = in.required("version");
    const std::int64_t found = number(value, mistakes_);
    if (found == Program::format_version) return;
    mistakes_.add(make_diagnostic(diag::rules_version, value.span, found, Program::format_version)
                      .with_help("build the rules again with the same version of the program"));
}

TypeFacts ProgramReader::type(const Value& value) {
    Members in{value, "a type", mistakes_};
    TypeFacts out;
    out.name = in.text("name");
    out.type_class = in.enumerator<catalog::TypeClass>("class");
    out.parent = in.optional_text("parent");
    out.has_tags_and_location = in.optional_flag("tagsAndLocation");
    out.deny_is_unwise = in.optional_flag("denyIsUnwise");
    out.api_versions = in.optional_texts("apiVersions");
    in.finish();
    return out;
}

Property ProgramReader::property(const Value& value) {
    Members in{value, "a property", mistakes_};
    Property out;
    out.type = in.text("type");
    out.path = in.text("path");
    out.json = in.text("json");
    out.alias = in.optional_text("alias");
    out.no_alias_reason = in.optional_text("noAlias");
    out.kind = in.enumerator<catalog::Kind>("kind");
    out.list = in.optional_flag("list");
    out.required = in.optional_flag("required");
    out.secret = in.optional_flag("secret");
    out.exact = in.optional_flag("exact");
    out.read_only = in.optional_flag("readOnly");
    out.modifiable = in.optional_flag("modifiable");
    out.create_only = in.optional_flag("createOnly");
    out.always_returned = in.optional_flag("alwaysReturned");
    out.visible_in = in.optional_enumerator("visibleIn", catalog::VisibleIn::Both);
    out.request_from = in.optional_text("requestFrom");
    out.values = in.optional_texts("values");
    out.order = in.optional_texts("order");
    out.open = !in.optional_flag("closed");
    out.since = in.optional_text("since");
    in.finish();
    return out;
}

Parameter ProgramReader::param(const Value& value) {
    Members in{value, "a parameter", mistakes_};
    Parameter out;
    out.name = in.text("name");
    out.module = in.text("module");
    out.type = in.enumerator<ParamType>("type");
    out.list = in.optional_flag("list");
    out.fields = in.optional_items("fields", [this](const Value& v) {
        Members field{v, "a field", mistakes_};
        std::pair result{field.text("name"), field.enumerator<ParamType>("type")};
        field.finish();
        return result;
    });
    if (const Value* given = in.optional("default")) out.default_value = read_value(*given);
    out.allowed = in.optional_items("allowed", read_value);
    out.min = in.optional_number("min");
    out.max = in.optional_number("max");
    out.display_name = in.optional_text("displayName");
    out.description = in.optional_text("description");
    out.strong_type = in.optional_text("strongType");
    in.finish();
    return out;
}

Requirement ProgramReader::requirement(const Value& value) {
    Members in{value, "a requirement", mistakes_};
    Requirement out;
    const std::string id = in.text("id");
    out.name = in.text("name");
    out.module = in.text("module");
    subject(in.required("subject"), out);
    out.when = optional_expr(in, "when");
    out.checks = in.items("checks", [this](const Value& v) { return check(v); });
    if (const Value* given = in.optional("attest")) out.attest = attest(*given);
    out.remedies = in.optional_items("remedies", [this](const Value& v) { return remedy(v); });
    out.effects = in.optional_items("effects", [this](const Value& v) {
        const auto effect = enum_value<Effect>(text(v, mistakes_));
        if (!effect) expected(mistakes_, "an effect", v);
        return effect.value_or(Effect::Audit);
    });
    out.meta = meta(in.required("meta"));
    out.meta.id = id;
    in.finish();
    return out;
}

void ProgramReader::subject(const Value& value, Requirement& out) {
    Members in{value, "a subject", mistakes_};
    out.type = in.text("type");
    out.binder = in.text("binder");
    out.all = in.optional_flag("all");
    in.finish();
}

Check ProgramReader::check(const Value& value) {
    Members in{value, "a check", mistakes_};
    Check out;
    out.condition = expr(in.required("condition"));
    out.message = in.optional_items("message", [this](const Value& v) {
        if (const std::string* constant = v.as_string()) return MessagePart{*constant};
        return MessagePart{expr(v)};
    });
    out.source_text = in.text("source");
    in.finish();
    return out;
}

Attest ProgramReader::attest(const Value& value) {
    Members in{value, "an attestation", mistakes_};
    Attest out;
    out.every_seconds = number(in.required("everySeconds"), mistakes_);
    out.asking = in.text("asking");
    in.finish();
    return out;
}

Remedy ProgramReader::remedy(const Value& value) {
    Members in{value, "a remedy", mistakes_};
    Remedy out;
    const std::string kind = in.text("k");
    if (kind == "set") {
        out.sets = in.items("sets", [this](const Value& v) { return set(v); });
    } else if (kind == "deploy") {
        out.deploy = deploy(in);
    } else {
        expected(mistakes_, "one of `set`, `deploy`", in.required("k"));
    }
    out.presupposes = optional_expr(in, "presupposes");
    out.role_ids = in.optional_texts("roles");
    in.finish();
    return out;
}

Deploy ProgramReader::deploy(Members& in) {
    Deploy out;
    out.name = in.text("name");
    out.type = in.text("type");
    out.relation = in.enumerator<RelatedBy>("relation");
    out.root = in.text("root");
    out.api_version = in.text("apiVersion");
    out.body = expr(in.required("body"));
    return out;
}

Set ProgramReader::set(const Value& value) {
    Members in{value, "an assignment of a value", mistakes_};
    const ExprId path = expr(in.required("path"));
    const Set out{path, expr(in.required("value"))};
    in.finish();
    return out;
}

std::pair<std::string, std::string> ProgramReader::pair(const Value& value, std::string_view first,
                                                        std::string_view second) {
    Members in{value, "an entry", mistakes_};
    std::pair result{in.text(first), in.text(second)};
    in.finish();
    return result;
}

Meta ProgramReader::meta(const Value& value) {
    Members in{value, "metadata", mistakes_};
    Meta out;
    out.title = in.text("title");
    out.severity = in.enumerator<SeverityLevel>("severity");
    out.description = in.optional_text("description");
    out.section = in.optional_text("section");
    out.recommendation = in.optional_text("recommendation");
    out.builtin = in.optional_text("builtin");
    out.controls = in.optional_items("controls", [this](const Value& v) {
        auto [framework, id] = pair(v, "framework", "id");
        return ControlRef{std::move(framework), std::move(id)};
    });
    out.docs = in.optional_texts("docs");
    out.partial_ok = in.optional_flag("partialOk");
    out.other = in.optional_items("other", [this](const Value& v) { return pair(v, "key", "value"); });
    in.finish();
    return out;
}

Baseline ProgramReader::baseline(const Value& value) {
    Members in{value, "a baseline", mistakes_};
    Baseline out;
    out.name = in.text("name");
    out.module = in.text("module");
    out.title = in.optional_text("title");
    out.version = in.optional_text("version");
    out.description = in.optional_text("description");
    out.entries = in.items("entries", [this](const Value& v) { return entry(v); });
    in.finish();
    return out;
}

BaselineEntry ProgramReader::entry(const Value& value) {
    Members in{value, "an entry", mistakes_};
    BaselineEntry out;
    out.requirement = index(in.required("requirement"), mistakes_);
    out.bindings = in.optional_items("bindings", [this](const Value& v) { return binding(v); });
    in.finish();
    return out;
}

Binding ProgramReader::binding(const Value& value) {
    Members in{value, "a binding", mistakes_};
    Binding out;
    out.param = ParamId{index(in.required("param"), mistakes_)};
    out.value = optional_expr(in, "value");
    if (const Value* param = in.optional("surfaced")) out.surfaced = ParamId{index(*param, mistakes_)};
    in.finish();
    return out;
}

NamedDeclaration ProgramReader::declaration(const Value& value) {
    Members in{value, "a declaration", mistakes_};
    NamedDeclaration out;
    out.name = in.text("name");
    out.module = in.text("module");
    in.finish();
    return out;
}

} // namespace

Result<Program> from_json(const SourceFile& file) {
    const auto value = read_json(file, {.comments = false,
                                        .trailing_commas = false,
                                        .breaks_in_strings = false,
                                        .max_depth = max_json_depth});
    if (!value) return value.error();
    Mistakes mistakes;
    Program program = ProgramReader{mistakes}.program(value.value());
    if (mistakes.first()) return *mistakes.first();
    const auto broken = verify(program);
    if (broken.empty()) return program;
    return make_diagnostic(diag::broken_rules, value.value().span, broken.front());
}

} // namespace iotsec::ir
