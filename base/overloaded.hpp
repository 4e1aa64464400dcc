// One visitor out of several lambdas, for `std::visit`.
#pragma once

namespace iotsec {

template <typename... Cases>
struct overloaded : Cases... {
    using Cases::operator()...;
};
template <typename... Cases>
overloaded(Cases...) -> overloaded<Cases...>;

} // namespace iotsec
