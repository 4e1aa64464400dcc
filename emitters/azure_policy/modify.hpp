// `remedy set`: a modify definition of its own, off by default (reference, sections 5 and 9).
#pragma once

#include "emitters/azure_policy/draft.hpp"
#include "emitters/azure_policy/expectations.hpp"

#include <set>
#include <string>
#include <vector>

namespace iotsec::emitters::azure_policy {

[[nodiscard]] std::vector<Draft> modify_drafts(const Context& context, const Expectations& expectations,
                                               std::set<std::string>& notes);

} // namespace iotsec::emitters::azure_policy
