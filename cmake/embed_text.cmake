# embed_text(OUT HEADER NAMESPACE NAME FILE): a header with the text of a file, renewed when the file changes.
function(embed_text)
  cmake_parse_arguments(ARG "" "OUT;NAMESPACE;NAME;FILE" "" ${ARGN})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${ARG_FILE})
  file(READ ${ARG_FILE} text)
  # A literal is cut into pieces that every compiler takes.
  string(LENGTH "${text}" length)
  set(pieces "")
  set(at 0)
  while(at LESS length)
    string(SUBSTRING "${text}" ${at} 8000 piece)
    string(APPEND pieces "R\"embedded(${piece})embedded\"\n")
    math(EXPR at "${at} + 8000")
  endwhile()
  file(CONFIGURE OUTPUT ${ARG_OUT} @ONLY CONTENT
"// Made by cmake from a file of the source tree.
#pragma once

#include <string_view>

namespace ${ARG_NAMESPACE} {

inline constexpr std::string_view ${ARG_NAME} = @pieces@;

}
")
endfunction()
