#include "compiler/ir/compare_op.hpp"

#include <cstdlib>

namespace iotsec::ir {

bool holds(CompareOp op, std::strong_ordering order) {
    switch (op) {
    case CompareOp::Eq:
        return order == 0;
    case CompareOp::Ne:
        return order != 0;
    case CompareOp::Lt:
        return order < 0;
    case CompareOp::Le:
        return order <= 0;
    case CompareOp::Gt:
        return order > 0;
    case CompareOp::Ge:
        return order >= 0;
    }
    std::abort();
}

CompareOp complement(CompareOp op) {
    switch (op) {
    case CompareOp::Eq:
        return CompareOp::Ne;
    case CompareOp::Ne:
        return CompareOp::Eq;
    case CompareOp::Lt:
        return CompareOp::Ge;
    case CompareOp::Le:
        return CompareOp::Gt;
    case CompareOp::Gt:
        return CompareOp::Le;
    case CompareOp::Ge:
        return CompareOp::Lt;
    }
    std::abort();
}

CompareOp mirrored(CompareOp op) {
    switch (op) {
    case CompareOp::Eq:
        return CompareOp::Eq;
    case CompareOp::Ne:
        return CompareOp::Ne;
    case CompareOp::Lt:
        return CompareOp::Gt;
    case CompareOp::Le:
        return CompareOp::Ge;
    case CompareOp::Gt:
        return CompareOp::Lt;
    case CompareOp::Ge:
        return CompareOp::Le;
    }
    std::abort();
}

} // namespace iotsec::ir
