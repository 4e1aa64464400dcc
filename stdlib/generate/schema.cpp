#include "stdlib/generate/schema.hpp"

#include "base/diagnostics/files.hpp"
#include "base/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

namespace iotsec::generate {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t max_depth = 10;
enum PropertyFlags : unsigned { Required = 1, ReadOnly = 2, WriteOnly = 4 };
constexpr unsigned extension_scope = 16;

std::size_t referred(const Json& reference) {
    const auto& text = reference.at("$ref").get_ref<const std::string&>();
    return std::stoul(text.substr(text.find("#/") + 2));
}

/// Turns the types of one file into shapes.
class ShapeReader {
  public:
    explicit ShapeReader(const Json& types) : types_{types} {}

    Shape read(std::size_t index) {
        const bool recursive = std::ranges::find(open_, index) != open_.end();
        if (recursive || open_.size() > max_depth) return {};
        open_.push_back(index);
        Shape shape = read(types_.at(index));
        open_.pop_back();
        return shape;
    }

  private:
    Shape read(const Json& type) {
        const auto& kind = type.at("$type").get_ref<const std::string&>();
        Shape shape;
        shape.facts.secret = type.value("sensitive", false);
        if (kind == "ObjectType")
            read_object(type, shape);
        else if (kind == "DiscriminatedObjectType")
            read_discriminated(type, shape);
        else if (kind == "ArrayType")
            return read_list(type);
        else if (kind == "UnionType")
            read_union(type, shape);
        else if (kind == "StringLiteralType")
            read_literals({type}, shape);
        else if (kind == "StringType")
            shape.facts.kind = catalog::Kind::String;
        else if (kind == "BooleanType")
            shape.facts.kind = catalog::Kind::Bool;
        else if (kind == "IntegerType")
            read_integer(type, shape);
        return shape;
    }

    void read_members(const Json& properties, Shape& shape) {
        for (const auto& [name, property] : properties.items()) {
            Shape member = read(referred(property.at("type")));
            const unsigned flags = property.value("flags", 0U);
            member.facts.name = name;
            member.facts.required = (flags & Required) != 0;
            member.facts.read_only = (flags & ReadOnly) != 0;
            member.facts.write_only = (flags & WriteOnly) != 0;
            shape.members.push_back(std::move(member));
        }
        if (!shape.members.empty()) shape.facts.kind = catalog::Kind::Object;
    }

    void read_object(const Json& type, Shape& shape) {
        read_members(type.at("properties"), shape);
        if (!shape.members.empty() || !type.contains("additionalProperties")) return;
        shape.facts.kind = catalog::Kind::Map;
        Shape value = read(referred(type.at("additionalProperties")));
        value.facts.name = "*";
        if (value.facts.kind != catalog::Kind::Any) shape.members.push_back(std::move(value));
    }

    /// The members of every form, each once: which form there is, is not the catalogue's business.
    void read_discriminated(const Json& type, Shape& shape) {
        read_members(type.at("baseProperties"), shape);
        for (const auto& [value, element] : type.at("elements").items())
            for (Shape& member : read(referred(element)).members)
                if (!shape.member(member.facts.name)) shape.members.push_back(std::move(member));
        shape.facts.kind = catalog::Kind::Object;
    }

    Shape read_list(const Json& type) {
        Shape item = read(referred(type.at("itemType")));
        item.facts.list = true;
        if (type.contains("minLength")) item.facts.min_items = type.at("minLength").get<std::int64_t>();
        return item;
    }

    void read_union(const Json& type, Shape& shape) {
        std::vector<Json> elements;
        for (const Json& element : type.at("elements"))
            elements.push_back(types_.at(referred(element)));
        const auto is_text = [](const Json& e) {
            return e.at("$type").get<std::string>().starts_with("String");
        };
        if (std::ranges::all_of(elements, is_text)) read_literals(elements, shape);
    }

    static void read_literals(const std::vector<Json>& elements, Shape& shape) {
        shape.facts.kind = catalog::Kind::Enum;
        shape.facts.open = false;
        for (const Json& element : elements) {
            if (element.contains("value"))
                shape.facts.values.push_back(element.at("value").get<std::string>());
            else
                shape.facts.open = true;
        }
    }

    static void read_integer(const Json& type, Shape& shape) {
        shape.facts.kind = catalog::Kind::Int;
        if (type.contains("minValue")) shape.facts.min = type.at("minValue").get<std::int64_t>();
        if (type.contains("maxValue")) shape.facts.max = type.at("maxValue").get<std::int64_t>();
    }

    const Json& types_;
    std::vector<std::size_t> open_; // the types that are being read
};

/// Adds what an older version has to what newer ones have.
void merge(Shape& newer, Shape older, const std::string& version) {
    newer.versions.push_back(version);
    const bool alike = newer.facts.list == older.facts.list && newer.facts.kind == older.facts.kind;
    for (Shape& member : older.members) {
        const auto found = std::ranges::find_if(newer.members, [&](const Shape& m) {
            return equal_ignoring_case(m.facts.name, member.facts.name);
        });
        if (found != newer.members.end()) {
            merge(*found, std::move(member), version);
        } else if (alike) {
            Shape added;
            added.facts = member.facts;
            merge(added, std::move(member), version);
            newer.members.push_back(std::move(added));
        }
    }
}

Result<Json> read_json_file(const std::filesystem::path& path) {
    std::ifstream in{path};
    Json value = in ? Json::parse(in, nullptr, false) : Json(Json::value_t::discarded);
    if (value.is_discarded()) return make_diagnostic(diag::cannot_read_file, {}, path.string(), "no JSON");
    return value;
}

} // namespace

const Shape* Shape::member(std::string_view name) const {
    const auto found = std::ranges::find_if(
        members, [&](const Shape& m) { return equal_ignoring_case(m.facts.name, name); });
    return found == members.end() ? nullptr : &*found;
}

/// The index, and the files that were read so far.
struct Schemas::Files {
    std::filesystem::path folder;
    Json index;
    Json published;
    std::map<std::string, Json> read;

    const Json& types(const std::string& path) {
        const auto found = read.find(path);
        if (found != read.end()) return found->second;
        auto file = read_json_file(folder / path);
        return read.emplace(path, file ? std::move(file).value() : Json::array()).first->second;
    }

    /// Version and reference (`path#/index`) of each version of a type, oldest first.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> versions(std::string_view type) const {
        std::vector<std::pair<std::string, std::string>> result;
        for (const auto& [key, reference] : index.at("resources").items()) {
            const auto at = key.find('@');
            if (equal_ignoring_case(std::string_view{key}.substr(0, at), type))
                result.emplace_back(key.substr(at + 1), reference.at("$ref").get<std::string>());
        }
        std::ranges::sort(result);
        return result;
    }

    [[nodiscard]] std::vector<std::string> all_versions(std::string_view type) const {
        std::set<std::string> result;
        for (const auto& [name, versions] : published.items())
            if (equal_ignoring_case(name, type))
                for (const Json& version : versions)
                    result.insert(version.get<std::string>());
        return {result.begin(), result.end()};
    }
};

Schemas::Schemas(std::unique_ptr<Files> files) : files_{std::move(files)} {}
Schemas::Schemas(Schemas&&) noexcept = default;
Schemas& Schemas::operator=(Schemas&&) noexcept = default;
Schemas::~Schemas() = default;

Result<Schemas> Schemas::open(const std::filesystem::path& folder) {
    auto index = read_json_file(folder / "index.json");
    if (!index) return index.error();
    auto published = read_json_file(folder / "versions.json");
    if (!published) return published.error();
    return Schemas{
        std::make_unique<Files>(Files{folder, std::move(index).value(), std::move(published).value(), {}})};
}

std::optional<SchemaType> Schemas::type(std::string_view name) {
    auto versions = files_->versions(name);
    if (versions.empty()) return std::nullopt;
    SchemaType result;
    result.body.facts.kind = catalog::Kind::Object;
    result.published = files_->all_versions(name);
    std::ranges::reverse(versions); // the newest one decides
    for (const auto& [date, reference] : versions) {
        const auto hash = reference.find("#/");
        const Json& types = files_->types(reference.substr(0, hash));
        const Json& resource = types.at(std::stoul(reference.substr(hash + 2)));
        if (result.versions.empty()) {
            const auto full = resource.at("name").get<std::string>();
            result.name = full.substr(0, full.find('@'));
            result.extension = (resource.value("writableScopes", 0U) & extension_scope) != 0;
        }
        result.versions.push_back(date);
        merge(result.body, ShapeReader{types}.read(referred(resource.at("body"))), date);
    }
    std::ranges::reverse(result.versions);
    return result;
}

} // namespace iotsec::generate
