# Third-party packages, all from Debian 12; docs/dependencies.md says what each is for.
find_package(Boost 1.81 REQUIRED) # libboost-dev is 1.74, whose X3 aborts on bytes above 0x7F
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(doctest REQUIRED)
find_package(Threads REQUIRED)
find_package(ICU REQUIRED COMPONENTS i18n uc)

if(NOT TARGET Boost::headers)
  add_library(Boost::headers INTERFACE IMPORTED)
  target_include_directories(Boost::headers SYSTEM INTERFACE ${Boost_INCLUDE_DIRS})
endif()

# A library without a package file of cmake's, or whose package file knows the shared one only.
function(found_library name header)
  find_path(${name}_INCLUDE ${header} REQUIRED)
  find_library(${name}_LIBRARY NAMES ${ARGN} REQUIRED)
  add_library(${name} INTERFACE)
  target_include_directories(${name} SYSTEM INTERFACE ${${name}_INCLUDE})
  target_link_libraries(${name} INTERFACE ${${name}_LIBRARY})
endfunction()
found_library(rapidcheck rapidcheck.h rapidcheck)
found_library(yaml_cpp yaml-cpp/yaml.h libyaml-cpp.a yaml-cpp)
found_library(md sha2.h libmd.a md)

# The declarations of fmt; base/fmt.cpp is its compiled part.
add_library(fmt_headers INTERFACE)
target_compile_definitions(fmt_headers INTERFACE $<TARGET_PROPERTY:fmt::fmt,INTERFACE_COMPILE_DEFINITIONS>)
target_include_directories(fmt_headers SYSTEM INTERFACE $<TARGET_PROPERTY:fmt::fmt,INTERFACE_INCLUDE_DIRECTORIES>)

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
