#include "verifier/agreement/shrink.hpp"

#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace iotsec::verifier::agreement {

namespace {

constexpr int most_rounds = 20; // each leaves something smaller; bounds what may take long

bool is_envelope(std::string_view name) {
    return name == "id" || name == "name" || name == "type" || name == "location";
}

class Shrinker {
  public:
    Shrinker(Sample sample, const std::function<bool(const Sample&)>& shows)
        : sample_{std::move(sample)}, shows_{shows} {}

    Sample shrink() && {
        bool is_smaller = true;
        for (int round = 0; is_smaller && round < most_rounds; ++round) {
            is_smaller = drop_resources();
            is_smaller = simpler_surroundings() || is_smaller;
            for (auto& resource : sample_.evidence.resources)
                is_smaller = shrink_below(resource.body, true) || is_smaller;
        }
        return std::move(sample_);
    }

  private:
    /// Keeps a change that `shows` still accepts; else takes it back.
    template <typename T>
    bool try_value(T& place, T simpler) {
        std::swap(place, simpler);
        if (shows_(sample_)) return true;
        std::swap(place, simpler);
        return false;
    }

    bool drop_resources() {
        bool is_smaller = false;
        for (std::size_t i = sample_.evidence.resources.size(); i-- > 1;) {
            auto fewer = sample_.evidence.resources;
            fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
            is_smaller = try_value(sample_.evidence.resources, std::move(fewer)) || is_smaller;
        }
        return is_smaller;
    }

    bool simpler_surroundings() {
        bool is_smaller = false;
        if (sample_.setting != 0) is_smaller = try_value(sample_.setting, std::size_t{0});
        if (!sample_.evidence.incomplete_types.empty())
            is_smaller = try_value(sample_.evidence.incomplete_types, {}) || is_smaller;
        std::string& version = sample_.evidence.resources.front().api_version;
        if (!version.empty()) is_smaller = try_value(version, std::string{}) || is_smaller;
        return is_smaller;
    }

    bool shrink_below(Value& value, bool is_body) {
        if (value.as_object() != nullptr) return shrink_members(value, is_body);
        if (value.as_list() != nullptr) return shrink_items(value);
        return simplify(value);
    }

    bool shrink_members(Value& value, bool is_body) {
        bool is_smaller = false;
        for (std::size_t i = value.as_object()->size(); i-- > 0;) {
            if (is_body && is_envelope((*value.as_object())[i].name)) continue;
            Object fewer = *value.as_object();
            fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
            if (try_value(value.data, Value::Data{std::move(fewer)})) {
                is_smaller = true;
                continue;
            }
            is_smaller = shrink_below(std::get<Object>(value.data)[i].value, false) || is_smaller;
        }
        return is_smaller;
    }

    bool shrink_items(Value& value) {
        bool is_smaller = false;
        for (std::size_t i = value.as_list()->size(); i-- > 0;) {
            List fewer = *value.as_list();
            fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
            if (try_value(value.data, Value::Data{std::move(fewer)})) {
                is_smaller = true;
                continue;
            }
            is_smaller = shrink_below(std::get<List>(value.data)[i], false) || is_smaller;
        }
        return is_smaller;
    }

    /// Null and short texts are simpler than what is longer.
    bool simplify(Value& value) {
        if (value.is_null()) return false;
        if (try_value(value.data, Value::Data{})) return true;
        const std::string* text = value.as_string();
        for (const std::string_view word : std::array<std::string_view, 3>{"", "a", "Other"}) {
            if (text == nullptr || text->size() <= word.size()) continue;
            if (try_value(value.data, Value::Data{std::string{word}})) return true;
        }
        return false;
    }

    Sample sample_;
    const std::function<bool(const Sample&)>& shows_;
};

} // namespace

Sample shrunk(Sample sample, const std::function<bool(const Sample&)>& shows) {
    return Shrinker{std::move(sample), shows}.shrink();
}

} // namespace iotsec::verifier::agreement
