# SPDX-FileCopyrightText: 2026 The Rollcall authors
# SPDX-License-Identifier: GPL-3.0-or-later

# rollcall_room(NAME FOLDER DEPENDS libraries...)
# One folder is one static library that links only the rooms it may include: a call to a room above does not link.
# Every .cpp of the folder belongs to it, so that a new file needs no line here.
function(rollcall_room name folder)
  cmake_parse_arguments(ROOM "" "" "DEPENDS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${folder}/*.cpp ${folder}/*.h)
  add_library(rollcall_${name} STATIC ${sources})
  set_target_properties(rollcall_${name} PROPERTIES LINKER_LANGUAGE CXX)
  target_link_libraries(rollcall_${name} PUBLIC rollcall_flags ${ROOM_DEPENDS})
  if(name STREQUAL "base")
    target_precompile_headers(rollcall_base PRIVATE ${CMAKE_SOURCE_DIR}/installer/cmake/pch.h)
  elseif(TARGET rollcall_base)
    target_precompile_headers(rollcall_${name} REUSE_FROM rollcall_base)
  endif()
endfunction()

# rollcall_test(NAME FOLDER LABEL label LIBRARIES libraries... [GUI])
# Every .cpp of the folder makes one GoogleTest program; all of it runs as one ctest entry for each test suite's case.
function(rollcall_test name folder)
  cmake_parse_arguments(T "GUI" "LABEL" "LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${folder}/*.cpp ${folder}/*.h)
  add_executable(${name} ${sources})
  if(T_GUI)
    target_sources(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests/support/main_gui.cpp)
  else()
    target_sources(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests/support/main_core.cpp)
  endif()
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_compile_definitions(${name} PRIVATE ROLLCALL_TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data"
                                             ROLLCALL_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
                                             ROLLCALL_PROGRAM="${CMAKE_BINARY_DIR}/rollcall")
  target_link_libraries(${name} PRIVATE ${T_LIBRARIES} rollcall_flags GTest::gtest GTest::gmock)
  if(NOT T_GUI)
    target_precompile_headers(${name} REUSE_FROM rollcall_test_base)
  endif()
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS "${T_LABEL}" TIMEOUT 600)
  if(T_LABEL STREQUAL "live")
    # Real programs and real time: not beside others.
    set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
  endif()
endfunction()
