// Parameters of a definition as those of a module.
#pragma once

#include "azure/policy/definition.hpp"
#include "compiler/catalog/catalog.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace iotsec::cli::import {

/// The parameters that the conditions turn out to use, and what they are compared with.
class Parameters {
  public:
    explicit Parameters(const azure::policy::Definition& definition) : definition_{definition} {}

    /// Notes that a parameter is held against `property` (null: a plain text), and gives its name; nullopt
    /// where there is no such parameter, or the language has no such type.
    [[nodiscard]] std::optional<std::string> use(std::string_view name, const catalog::Property* property);
    /// The parameter `name`; null where there is none.
    [[nodiscard]] const azure::policy::Parameter* find(std::string_view name) const;
    /// Their declarations.
    [[nodiscard]] std::string written() const;

  private:
    struct Use {
        const azure::policy::Parameter* parameter = nullptr;
        std::string type;
    };

    const azure::policy::Definition& definition_;
    std::map<std::string, Use> used_;
};

/// A value of JSON as the language writes it, for a parameter of `type`; nullopt for what it cannot write.
[[nodiscard]] std::optional<std::string> written_value(const Value& value);

} // namespace iotsec::cli::import
