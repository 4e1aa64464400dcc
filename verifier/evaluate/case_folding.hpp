// Unicode simple case folding, so that `Ä` is `ä` wherever letter case does not count.
#pragma once

#include <string>
#include <string_view>

namespace iotsec::verifier {

[[nodiscard]] bool is_ascii(std::string_view text);
/// `text` with every letter in its folded form; bytes that are no UTF-8 stay as they are.
[[nodiscard]] std::string fold_case(std::string_view text);

} // namespace iotsec::verifier
