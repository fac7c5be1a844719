// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace rollcall {

class SeriesSource;
class Watch;

/// Has a watch that has just begun know what the goroutines of its nodes did on the days before, as far as a store
/// holds it: a climb is measured by that, too. The answers come later, one batch of nodes after the other, and not
/// after the watch is gone.
void rememberOwnPast(SeriesSource &series, Watch &watch);

} // namespace rollcall
