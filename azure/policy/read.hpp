// Reads policy documents out of JSON, in every form in which they are passed around.
#pragma once

#include "azure/policy/definition.hpp"
#include "base/diagnostic.hpp"
#include "base/source.hpp"
#include "base/value.hpp"

namespace iotsec::azure::policy {

/// Whether `root` looks like a policy document, or a list of them.
[[nodiscard]] bool is_policy_document(const Value& root);

/// Adds every policy document in `root` to `documents`: bare properties or the resource around them (REST,
/// portal exports, the built-ins repository, EPAC files), a list of those, `{"value": […]}` of a REST list,
/// the resources of an ARM template that are policies, `{"policyRule": …}`, or a rule alone. Names of members
/// are read in any letter case. Mistakes are reported (IOT60xx) with their place; what can be read is.
void read_documents(const Value& root, Documents& documents, DiagnosticSink& sink);

/// The same for the text of a file: Azure's dialect of JSON.
void read_documents(const SourceFile& file, Documents& documents, DiagnosticSink& sink);

/// One definition: the resource, its properties, or a rule alone.
[[nodiscard]] Definition read_definition(const Value& root, DiagnosticSink& sink);
/// A definition that has nothing but `rule` (`{"if": …, "then": …}`); its parameters are what it mentions.
[[nodiscard]] Definition read_rule(const Value& rule, DiagnosticSink& sink);
[[nodiscard]] Initiative read_initiative(const Value& root, DiagnosticSink& sink);
[[nodiscard]] Assignment read_assignment(const Value& root, DiagnosticSink& sink);
[[nodiscard]] Exemption read_exemption(const Value& root, DiagnosticSink& sink);

} // namespace iotsec::azure::policy
