// The resources that a template declares, as `reference()` finds them.
#pragma once

#include "azure/expression/evaluator.hpp"
#include "base/value.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::azure {

class TemplateScope;

/// What a request sets, and what nested deployments give out, is known before
/// anything is deployed. Resources in loops are left out.
class DeclaredResources {
  public:
    DeclaredResources(TemplateScope& scope, Evaluator& evaluator);
    ~DeclaredResources();
    DeclaredResources(const DeclaredResources&) = delete;
    DeclaredResources& operator=(const DeclaredResources&) = delete;

    /// `reference(resource[, version]).member`, if the template itself tells it.
    [[nodiscard]] std::optional<Value> member(const std::vector<Value>& arguments, std::string_view member);

  private:
    struct Entry {
        const Value* raw = nullptr;
        bool is_busy = false;
        std::optional<Value> outputs;          ///< of a nested deployment
        std::unique_ptr<TemplateScope> nested; ///< its names, where it has its own
    };

    void declare_all(const Value& resources);
    void declare(const Value& raw, std::string_view symbol);
    void name_entry(const std::string& key, std::size_t entry);
    Entry* find(const Value& resource);
    bool has_version(const Entry& entry, const std::vector<Value>& arguments);
    std::optional<Value> property(const Entry& entry, std::string_view name);
    Value outputs(Entry& entry);
    Value outputs_of(const Value& root, Evaluator& evaluator);

    TemplateScope& scope_;
    Evaluator& evaluator_;
    std::vector<Entry> entries_;
    std::map<std::string, std::optional<std::size_t>, std::less<>> by_key_; ///< none: more than one has it
};

} // namespace iotsec::azure
