#include "compiler/sema/value_set.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace iotsec::sema {

namespace {

std::set<std::string> both(const std::set<std::string>& a, const std::set<std::string>& b) {
    std::set<std::string> result;
    std::ranges::set_intersection(a, b, std::inserter(result, result.end()));
    return result;
}

std::set<std::string> without(const std::set<std::string>& a, const std::set<std::string>& b) {
    std::set<std::string> result;
    std::ranges::set_difference(a, b, std::inserter(result, result.end()));
    return result;
}

} // namespace

ValueSet intersection(const ValueSet& a, const ValueSet& b) {
    ValueSet result;
    result.absent = a.absent && b.absent;
    result.low = std::max(a.low, b.low);
    result.high = std::min(a.high, b.high);
    result.all_but = a.all_but && b.all_but;
    if (result.all_but) {
        result.texts = a.texts;
        result.texts.insert(b.texts.begin(), b.texts.end());
    } else if (a.all_but) {
        result.texts = without(b.texts, a.texts);
    } else if (b.all_but) {
        result.texts = without(a.texts, b.texts);
    } else {
        result.texts = both(a.texts, b.texts);
    }
    return result;
}

ValueSet complement(ValueSet set) {
    set.all_but = !set.all_but;
    set.absent = !set.absent;
    return set;
}

ValueSet only(std::set<std::string> texts) {
    ValueSet set;
    set.texts = std::move(texts);
    set.all_but = false;
    set.absent = false;
    return set;
}

} // namespace iotsec::sema
