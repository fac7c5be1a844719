// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "../../installer/cmake/pch.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
