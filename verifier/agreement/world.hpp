// Resources with names and ids: the subject of a sample, and what does or nearly does stand in a relation to
// it.
#pragma once

#include "compiler/ir/ir.hpp"
#include "verifier/agreement/random.hpp"
#include "verifier/evaluate/evidence.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::verifier::agreement {

/// Whether a resource stands in a relation, or in one that is easily taken for it: to another owner, in
/// another group or subscription.
enum class Kinship { Related, NearlyRelated };

/// The id of a resource in the group of the samples.
[[nodiscard]] std::string id_in_group(std::string_view type, std::string_view full_name);
/// Writes into the body what every body shows of its resource: id, name and type.
void add_envelope(Resource& resource);

/// Makes the resources of one sample.
class World {
  public:
    World(const ir::Program& program, Random& random) : program_{program}, random_{random} {}

    /// The subject, without a body.
    [[nodiscard]] Resource subject(const std::string& type, const std::string& name);
    /// A resource of `type`, without a body, that stands in `relation` to `subject`, or nearly.
    [[nodiscard]] Resource other(const std::string& type, ir::RelatedBy relation, Kinship kinship,
                                 const Resource& subject);
    /// Ids that properties may name: of the subject first.
    [[nodiscard]] static std::vector<std::string> ids(const Resource& subject);

  private:
    [[nodiscard]] Resource placed(const std::string& type, const std::string& full_name,
                                  const std::string& subscription, const std::string& group) const;
    [[nodiscard]] Resource attached(const std::string& type, const std::string& name, std::string target,
                                    const Resource& like) const;
    [[nodiscard]] Resource below(const std::string& type, const Resource& subject, Kinship kinship);
    [[nodiscard]] std::string next_name();
    [[nodiscard]] bool is_extension(std::string_view type) const;

    const ir::Program& program_;
    Random& random_;
    std::size_t made_ = 0;
};

} // namespace iotsec::verifier::agreement
