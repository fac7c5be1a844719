# SPDX-FileCopyrightText: 2026 The Rollcall authors
# SPDX-License-Identifier: GPL-3.0-or-later
# One target carries every flag, so that no room has flags of its own.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})

find_program(ROLLCALL_CCACHE ccache)
if(ROLLCALL_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Precompiled headers carry times; without these two ccache never hits.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${ROLLCALL_CCACHE})
endif()

add_library(rollcall_flags INTERFACE)
target_compile_features(rollcall_flags INTERFACE cxx_std_20)
target_include_directories(rollcall_flags INTERFACE ${CMAKE_SOURCE_DIR}/app)
target_compile_definitions(
  rollcall_flags
  INTERFACE QT_NO_CAST_FROM_ASCII
            QT_NO_CAST_TO_ASCII
            QT_NO_URL_CAST_FROM_STRING
            QT_NO_CAST_FROM_BYTEARRAY
            QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
            QT_NO_FOREACH
            QT_NO_KEYWORDS
            QT_USE_QSTRINGBUILDER
            QT_DISABLE_DEPRECATED_BEFORE=0x060400
            ROLLCALL_VERSION="${PROJECT_VERSION}")
target_compile_options(
  rollcall_flags
  INTERFACE -Wall
            -Wextra
            -Wpedantic
            -Wshadow
            -Wnon-virtual-dtor
            -Wold-style-cast
            -Wcast-qual
            -Woverloaded-virtual
            -Wnull-dereference
            -Werror
            -Werror=switch
            -fno-omit-frame-pointer
            -fdiagnostics-color=auto)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(rollcall_flags INTERFACE -Winvalid-pch $<$<CONFIG:Debug>:-g1>)
  if(CMAKE_BUILD_TYPE STREQUAL "Release" OR ROLLCALL_SANITIZE)
    # g++ 12 warns of null pointers inside inlined library headers here; the plain debug build and clang-tidy look instead.
    target_compile_options(rollcall_flags INTERFACE -Wno-null-dereference)
  endif()
endif()
if(ROLLCALL_SANITIZE)
  target_compile_options(rollcall_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all)
  target_link_options(rollcall_flags INTERFACE -fsanitize=address,undefined)
endif()
if(ROLLCALL_FUZZ)
  target_compile_options(rollcall_flags INTERFACE -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-sanitize=function,vptr)
  target_link_options(rollcall_flags INTERFACE -fsanitize=address,undefined)
endif()
find_program(ROLLCALL_MOLD mold)
if(ROLLCALL_MOLD)
  target_link_options(rollcall_flags INTERFACE -fuse-ld=mold)
endif()
