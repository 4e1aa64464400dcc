#include "cli/driver/policy_options.hpp"

#include "base/json/reader.hpp"
#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace iotsec::cli {

namespace {

namespace policy = azure::policy;

std::optional<policy::Question> question_named(std::string_view name) {
    for (std::size_t i = 0; i < policy::question_count; ++i) {
        const auto question = static_cast<policy::Question>(i);
        if (equal_ignoring_case(policy::name(question), name) ||
            equal_ignoring_case(policy::id(question), name))
            return question;
    }
    return std::nullopt;
}

std::string list_of_questions() {
    std::string list;
    for (std::size_t i = 0; i < policy::question_count; ++i)
        list += fmt::format("{}{}", i == 0 ? "" : ", ", policy::name(static_cast<policy::Question>(i)));
    return list;
}

} // namespace

policy::Options readings_of(const Arguments& arguments, std::string& problem) {
    policy::Options options;
    for (const std::string& word : arguments.values("--reading")) {
        const std::size_t equals = word.find('=');
        const auto question = question_named(std::string_view{word}.substr(0, equals));
        if (equals == std::string::npos || !question) {
            problem = fmt::format("`--reading` takes QUESTION=READING with one of {}; found `{}`",
                                  list_of_questions(), word);
            return options;
        }
        const auto known = policy::readings(*question);
        const auto reading = std::ranges::find(known, std::string_view{word}.substr(equals + 1));
        if (reading == known.end()) {
            const std::vector<std::string> names{known.begin(), known.end()};
            problem = fmt::format("`{}` is read as {}; found `{}`", policy::name(*question),
                                  join(names, " or "), word.substr(equals + 1));
            return options;
        }
        options = policy::with_reading(options, *question, static_cast<std::size_t>(reading - known.begin()));
    }
    return options;
}

Value value_of(std::string_view text, Session& session) {
    const SourceFile& source = session.sources.add("--set", std::string{text});
    auto value = read_json(source, strict_json);
    return value ? std::move(value).value() : Value{std::string{text}};
}

Object settings_of(const Arguments& arguments, Session& session, std::string& problem) {
    Object settings;
    for (const std::string& word : arguments.values("--set")) {
        const std::size_t equals = word.find('=');
        if (equals == std::string::npos) {
            problem = fmt::format("`--set` takes NAME=VALUE, found `{}`", word);
            return settings;
        }
        settings.push_back({word.substr(0, equals), {}, value_of(word.substr(equals + 1), session)});
    }
    return settings;
}

} // namespace iotsec::cli
