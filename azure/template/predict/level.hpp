// The walk of a prediction over the resources of one template, the engine's way: all of them are read first,
// then printed in the order of their dependencies.
#pragma once

#include "azure/expression/evaluator.hpp"
#include "azure/template/prediction.hpp"
#include "azure/template/scope.hpp"

#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::azure {

/// What is known of a resource that stands in the prediction.
struct KnownResource {
    std::optional<Value> properties; ///< nothing where they are not told: its condition is not known
    std::string id;                  ///< as printed
    Value version;
    bool is_deployment = false; ///< `properties` are its outputs, all of them
    Value location;             ///< of a resource group
};

/// What the levels of one prediction share.
struct PredictionRun {
    Session& session;
    Prediction& result;
    std::map<std::string, KnownResource, std::less<>> known; ///< by id in lower case, those printed so far
    List extensible;                                         ///< resources of extensions, which stand last
    std::size_t refused = 0;                                 ///< reports so far: the first ends everything

    [[nodiscard]] bool is_refused() const;
};

/// One resource, or one round of its loop.
struct Node {
    const Value* raw = nullptr;
    std::string symbol;
    std::string loop;
    std::int64_t round = 0;
    std::deque<Loop> loops;
    std::optional<std::size_t> parent;

    std::string type; ///< full
    Value name, id, version, scope;
    std::optional<Value> condition; ///< what is no bool
    bool is_off = false, is_existing = false, is_deployment = false, is_extension = false;
    Deployment target; ///< where it goes; of a deployment: what is within it
    Object members;    ///< evaluated, but for `properties`
    std::vector<Value> depends_on;
    std::optional<Value> known; ///< of an extension, which has no id: what was printed
    enum class State { New, Busy, Done } state = State::New;
};

class Level : public RuntimeAnswers {
  public:
    /// `condition`: of the deployment around it, if that is not known.
    Level(PredictionRun& run, TemplateScope& scope, std::optional<Value> condition, bool is_main);
    ~Level() override;

    /// Prints the resources of the template, and gives its outputs; nothing where a loop of unknown length
    /// leaves them open.
    std::optional<Object> run();

    std::optional<Value> at_runtime(Call& call) override;

  private:
    enum class References {
        Refused,  ///< where the engine must know a value at once
        Kept,     ///< `sku`, `tags`: they stay as they are
        ById,     ///< in outer scope: resolved where they name a resource by its id
        Recorded, ///< to find out what a resource depends on
        Resolved
    };

    // nodes.cpp: reading
    void read(const Value& resources, std::optional<std::size_t> parent);
    void read_loop(const Value& raw, std::string_view symbol);
    void read_node(Node node);
    /// Whether there are too many resources already, which is reported.
    bool has_too_many(Span where);
    bool prepare(Node& node);
    bool finish(Node& node);
    void prepare_off(Node& node);
    bool read_type(Node& node);
    bool read_name(Node& node);
    bool read_condition(Node& node);
    bool read_members(Node& node);
    void set_id(Node& node);
    [[nodiscard]] std::optional<std::int64_t> rounds_of(const Value& copy);

    // order.cpp: dependencies
    void visit(std::size_t at);
    [[nodiscard]] std::vector<std::size_t> implied(std::size_t at);
    [[nodiscard]] std::vector<std::size_t> matches(const Value& entry) const;
    [[nodiscard]] Value whole_loop(const Call& call);
    [[nodiscard]] std::optional<std::size_t> referenced(const std::string& text) const;
    void index_nodes();
    void index_symbols();

    // print.cpp
    void print(Node& node);
    [[nodiscard]] bool has_own_rule(const Node& node, const Value& properties) const;
    [[nodiscard]] Value properties_of(Node& node);
    void remember(const Node& node, const std::optional<Value>& properties);
    [[nodiscard]] Object outputs();
    [[nodiscard]] std::optional<Value> output(const Member& declared);

    // deployments.cpp
    void print_deployment(Node& node);
    /// `is_inner`: a template of its own; else one that was evaluated outside, and is evaluated again.
    void expand_into(Node& node, const Value& root, GivenParameters given, bool is_inner);
    bool set_target(Node& node);
    bool check_location(const Node& node);
    [[nodiscard]] Value location_of_group(const Deployment& target);
    void cut_short(const Node& node, std::string_view why);
    [[nodiscard]] bool is_inner(Node& node);

    Value evaluate(Node& node, const Value& raw, References mode);
    bool refuse(Span where, std::string_view what);
    /// What Azure refuses, and its engine does not: told, and goes on.
    void warn(Span where, std::string_view what);
    [[nodiscard]] bool stopped() const { return run_.is_refused(); }

    PredictionRun& run_;
    TemplateScope& scope_;
    Evaluator evaluator_;
    std::optional<Value> condition_;
    bool is_main_;
    bool is_cut_ = false; ///< a count is not known: a nested deployment is left out as a whole
    bool is_symbolic_ = false;
    References mode_ = References::Refused;
    std::vector<Node> nodes_;
    std::optional<std::size_t> current_;
    std::vector<std::size_t> recorded_;
    std::map<std::string, std::vector<std::size_t>, std::less<>> by_key_;
    std::deque<Value> owned_; ///< templates that outer scope has evaluated
};

/// `value` as the engine prints it: what is left to compute in brackets.
[[nodiscard]] Value printed(const Value& value);

} // namespace iotsec::azure
