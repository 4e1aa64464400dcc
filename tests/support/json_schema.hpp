// JSON schemas for tests. The validator is hidden: its headers are heavy.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <memory>
#include <string>

namespace iotsec::test {

enum class SchemaDraft { Draft4, Draft7 };

class JsonSchema {
  public:
    /// Finds the document that a reference names; it must live as long as the schema.
    using Find = std::function<const nlohmann::json*(const std::string& uri)>;

    explicit JsonSchema(const nlohmann::json& document, SchemaDraft draft = SchemaDraft::Draft7,
                        const Find& find = {});
    ~JsonSchema();
    JsonSchema(JsonSchema&&) noexcept;
    JsonSchema& operator=(JsonSchema&&) noexcept;

    /// What is wrong with `document`, one a line; empty where it is valid.
    [[nodiscard]] std::string problems(const nlohmann::json& document) const;

  private:
    struct Parsed;
    std::unique_ptr<Parsed> parsed_;
};

} // namespace iotsec::test
