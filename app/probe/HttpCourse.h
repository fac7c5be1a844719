// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probe/ProbeSpec.h"

#include <memory>

namespace rollcall {

/// Which exchanges one run of an HTTP probe takes: a login first where it needs one, and the fallbacks after a 404.
/// Kept between the runs of a probe: what answered last is asked first, but now and then the first of all, because an
/// upgrade can bring it while the old one stays.
class HttpCourse
{
public:
    /// The first question of a run.
    std::shared_ptr<const HttpRequest> begin(const ProbeSpec &spec, TimePoint now);
    /// What is to be asked now that this came; null when it is the answer of the run.
    std::shared_ptr<const HttpRequest> next(const ProbeSpec &spec, const HttpResult &result, TimePoint now);
    /// Which question the answer of the run belongs to: see Answer::alternative.
    std::size_t alternative() const { return m_alternative; }

private:
    std::shared_ptr<const HttpRequest> question(const ProbeSpec &spec) const;

    std::size_t m_alternative = 0;
    int m_runs = 0;           ///< since the first of them was asked first
    std::size_t m_absent = 0; ///< how many of them said 404 in this run
    bool m_isLoggingIn = false;
    bool m_hasLoggedIn = false; ///< in this run
};

} // namespace rollcall
