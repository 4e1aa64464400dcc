#include "azure/expression/function.hpp"

#include "azure/expression/residual.hpp"
#include "azure/expression/unknown.hpp"
#include "azure/expression/utf16.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace iotsec::azure {

namespace {

constexpr std::size_t max_cases = 64;

template <typename F>
std::vector<const F*> sorted(std::initializer_list<std::span<const F>> families) {
    std::vector<const F*> all;
    for (const auto family : families) {
        for (const F& function : family)
            all.push_back(&function);
    }
    std::ranges::sort(all, {}, &F::name);
    return all;
}

template <typename F>
const F* find(const std::vector<const F*>& all, std::string_view name) {
    const auto found = std::ranges::lower_bound(all, name, {}, &F::name);
    return found != all.end() && (*found)->name == name ? *found : nullptr;
}

const std::vector<const Function*>& functions() {
    static const auto all = sorted<Function>(
        {array_functions(), comparison_functions(), date_functions(), deployment_functions(),
         hash_functions(), json_functions(), logical_functions(), network_functions(), numeric_functions(),
         object_functions(), resource_functions(), string_functions(), uri_functions()});
    return all;
}

const std::vector<const LazyFunction*>& lazies() {
    static const auto all = sorted<LazyFunction>({lambda_functions(), lazy_functions()});
    return all;
}

bool has_type(const Value& value, char type) {
    const bool is_text = value.as_string() != nullptr;
    const bool is_list = value.as_list() != nullptr;
    const bool is_object = value.as_object() != nullptr;
    switch (type) {
    case 's':
        return is_text;
    case 'i':
        return value.as_int() != nullptr;
    case 'n':
        return value.as_number().has_value();
    case 'b':
        return value.as_bool() != nullptr;
    case 'a':
        return is_list;
    case 'o':
        return is_object;
    case 'c':
        return is_text || is_list || is_object;
    case 'e':
        return is_text || is_list || is_object || value.is_null();
    case 't':
        return is_text || is_list;
    case 'd':
        return is_list || is_object;
    case 'x':
        return true;
    default:
        std::abort();
    }
}

std::string_view type_words(char type) {
    switch (type) {
    case 's':
        return "a text";
    case 'i':
        return "a whole number";
    case 'n':
        return "a number";
    case 'b':
        return "a bool";
    case 'a':
        return "a list";
    case 'o':
        return "an object";
    case 'c':
        return "a text, a list or an object";
    case 'e':
        return "a text, a list, an object or null";
    case 't':
        return "a text or a list";
    case 'd':
        return "a list or an object";
    case 'x':
        return "any value";
    default:
        std::abort();
    }
}

char type_of_argument(const Function& function, std::size_t i) {
    return function.types[std::min(i, function.types.size() - 1)];
}

std::optional<Value> wrong_type(const Function& function, const Call& call) {
    for (std::size_t i = 0; i < call.size(); ++i) {
        const char type = type_of_argument(function, i);
        if (open_unknown(call.args[i]) != nullptr || has_type(call.args[i], type)) continue;
        return call.fail(
            fmt::format("argument {} is {}, found {}", i + 1, type_words(type), type_name(call.args[i])));
    }
    return std::nullopt;
}

/// The unknown arguments of a call, those of one identity together, and the cases that they make.
class Cases {
  public:
    explicit Cases(std::span<const Value> args) : args_{args} {
        for (std::size_t i = 0; i < args.size(); ++i) {
            const Unknown* unknown = args[i].as_unknown();
            if (unknown == nullptr) {
                finite_ = finite_ && first_unknown(args[i]) == nullptr;
                continue;
            }
            add(i, *unknown);
        }
    }

    /// How many cases there are; 0 where they cannot be told.
    [[nodiscard]] std::size_t count() const { return finite_ && count_ <= max_cases ? count_ : 0; }

    [[nodiscard]] std::vector<Value> arguments(std::size_t number) const {
        std::vector<Value> result{args_.begin(), args_.end()};
        for (const Group& group : groups_) {
            const auto& domain = group.unknown->domain;
            for (const std::size_t place : group.places)
                result[place] = domain[number % domain.size()];
            number /= domain.size();
        }
        return result;
    }

  private:
    struct Group {
        const Unknown* unknown;
        std::vector<std::size_t> places;
    };

    void add(std::size_t place, const Unknown& unknown) {
        finite_ = finite_ && !unknown.domain.empty();
        const auto same = [&](const Group& group) {
            return unknown.identity != 0 && group.unknown->identity == unknown.identity &&
                   group.unknown->domain.size() == unknown.domain.size();
        };
        const auto group = std::ranges::find_if(groups_, same);
        if (group != groups_.end()) {
            group->places.push_back(place);
            return;
        }
        groups_.push_back({&unknown, {place}});
        if (count_ <= max_cases) count_ *= std::max<std::size_t>(unknown.domain.size(), 1);
    }

    std::span<const Value> args_;
    std::vector<Group> groups_;
    std::size_t count_ = 1;
    bool finite_ = true;
};

/// What the function gives for the cases of its unknown arguments; empty where that is not known.
std::vector<Value> outcomes(const Function& function, const Call& call, const Cases& cases) {
    std::vector<Value> domain;
    Session& session = call.evaluator.session();
    const Mute mute{session};
    std::size_t one_case = 1;
    for (const Value& argument : call.args)
        one_case += weight(argument);
    for (std::size_t i = 0; i < cases.count(); ++i) {
        std::vector<Value> arguments = cases.arguments(i);
        Call one{call.evaluator, call.name, arguments, call.range};
        const std::size_t failures = session.failures;
        if (!session.spend(one_case, call.evaluator.place())) return {};
        if (wrong_type(function, one)) continue;
        Value value = function.evaluate(one);
        if (session.failures > failures) continue; // such a deployment would be refused
        if (first_unknown(value) != nullptr) return {};
        const auto same = [&](const Value& known) { return same_value(known, value); };
        if (std::ranges::none_of(domain, same)) domain.push_back(std::move(value));
    }
    return domain;
}

} // namespace

Value follow(std::string_view name, const Call& call) {
    if (call.evaluator.session().is_prediction) return make_residual(call_text(call.name, call.args));
    const Function& function = *find_function(name);
    const Unknown* from = nullptr;
    Identity identity{function.name};
    for (const Value& argument : call.args) {
        if (from == nullptr) from = first_unknown(argument);
        identity.add(argument);
    }
    Unknown result = following(*from, identity.value());
    result.domain = outcomes(function, call, Cases{call.args});
    if (result.domain.size() == 1) return result.domain.front();
    result.may_be_absent =
        result.domain.empty() ? function.may_be_null : std::ranges::any_of(result.domain, &Value::is_null);
    if (result.domain.empty() && function.is_truth) result.domain = {Value{true}, Value{false}};
    return make_unknown(std::move(result));
}

Value narrowed(Value result, std::string_view name, const Call& call) {
    const Unknown* unknown = result.as_unknown();
    if (unknown == nullptr) return result;
    std::vector<Value> domain = outcomes(*find_function(name), call, Cases{call.args});
    if (domain.size() == 1) return std::move(domain.front());
    if (domain.empty()) return result;
    Unknown copy = *unknown;
    copy.domain = std::move(domain);
    return make_unknown(std::move(copy), result.span);
}

std::optional<Value> scalar_text(const Value& value) {
    if (const std::string* digits = wide_integer(value)) return Value{*digits};
    if (value.as_string() != nullptr || value.as_unknown() != nullptr) return value;
    if (const bool* flag = value.as_bool()) return Value{std::string{*flag ? "True" : "False"}};
    if (const std::int64_t* number = value.as_int()) return Value{std::to_string(*number)};
    return std::nullopt;
}

Value left_over(const Call& call, const Unknown& unknown) {
    if (call.evaluator.session().is_prediction) return make_residual(call_text(call.name, call.args));
    return make_unknown(following(unknown, 0));
}

bool is_runtime_list(std::string_view name) {
    constexpr std::string_view list = "list";
    return name.starts_with(list) && name.find('.') == std::string_view::npos;
}

Value Call::text_result(std::string text) const {
    if (text.size() > max_text && utf16_length(text) > max_text)
        return fail(fmt::format("a text has at most {} characters", max_text));
    evaluator.session().spend(text.size() / 64, evaluator.place());
    return Value{std::move(text)};
}

Value Call::fail(std::string_view message) const {
    return evaluator.fail(fmt::format("`{}`: {}", name, message), range);
}

const Function* find_function(std::string_view name) {
    return find(functions(), name);
}

const LazyFunction* find_lazy_function(std::string_view name) {
    return find(lazies(), name);
}

std::vector<std::string_view> function_names() {
    std::vector<std::string_view> names;
    for (const Function* function : functions())
        names.push_back(function->name);
    for (const LazyFunction* function : lazies())
        names.push_back(function->name);
    return names;
}

namespace {

/// Functions that the engine calls although items of their lists, or members of their objects, are not known.
bool looks_at_items(const Function& function, const Call& call) {
    constexpr std::array<std::string_view, 8> names{"concat", "contains", "createarray", "createobject",
                                                    "empty",  "indexof",  "lastindexof", "tryget"};
    if (function.name == "join" || function.name == "array") return false;
    if (function.name == "union") return call.args[0].as_object() != nullptr;
    return function.on_unknown == OnUnknown::Top || std::ranges::find(names, function.name) != names.end();
}

/// A call as the engine predicts it: with an argument that is not known it stays as it is.
Value predict(const Function& function, Call& call) {
    const bool is_structure = function.name == "createarray" || function.name == "createobject";
    const bool from_items = looks_at_items(function, call);
    const auto is_open = [&](const Value& argument) {
        return from_items ? open_unknown(argument) != nullptr : first_unknown(argument) != nullptr;
    };
    const bool stays =
        !is_structure && function.on_unknown != OnUnknown::Never && std::ranges::any_of(call.args, is_open);
    return stays ? make_residual(call_text(call.name, call.args)) : function.evaluate(call);
}

} // namespace

Value call_function(const Function& function, Call& call) {
    if (auto failure = wrong_type(function, call)) return std::move(*failure);
    if (call.evaluator.session().is_prediction) return predict(function, call);
    const auto is_unknown = [&](const Value& argument) {
        return function.on_unknown == OnUnknown::Top ? open_unknown(argument) != nullptr
                                                     : first_unknown(argument) != nullptr;
    };
    const bool is_followed =
        function.on_unknown == OnUnknown::Follow || function.on_unknown == OnUnknown::Top;
    if (is_followed && std::ranges::any_of(call.args, is_unknown)) {
        return follow(function.name, call);
    }
    return function.evaluate(call);
}

} // namespace iotsec::azure
