#include "tests/properties/random_words.hpp"

#include <rapidcheck.h>

namespace iotsec::test {

using namespace ast;

std::size_t pick(std::size_t count) {
    return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::size_t>(0, count));
}

bool coin() {
    return pick(2) == 1;
}

Name name() {
    return {one_of<8>({"hub", "empty", "deploy", "set", "all", "unknown", "rules", "x_1"}), {}};
}

Name word() {
    return coin() ? name() : Name{one_of<4>({"expect", "not", "test", "null"}), {}};
}

TypeName type_name() {
    return {one_of<3>({"Microsoft.Devices/IotHubs", "Dps.Registry/enrollments", "A.B.C/d/e"}), {}};
}

QualifiedName qualified() {
    QualifiedName result{{name()}, {}};
    while (coin())
        result.parts.push_back(word());
    return result;
}

std::vector<std::string> doc() {
    std::vector<std::string> lines;
    while (coin())
        lines.push_back(one_of<5>({"", "A line.", "'quoted' ${x}", "  indented", "größe // */"}));
    return lines;
}

std::string plain_text() {
    std::string text;
    while (pick(4) != 0)
        text +=
            one_of<10>({"a", "it's", "\\", "\n", "\t", "${", "$", "größe", std::string_view{"\0", 1}, "*/"});
    return text;
}

} // namespace iotsec::test
