// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probe/ProbeSpec.h"

#include <vector>

namespace rollcall {

/// The last answer of each probe of one target, with bodies cut so that memory stays bounded with many targets.
class RecentAnswers
{
public:
    /// How much of a body is kept where so many targets are watched.
    static qsizetype longestBody(std::size_t targets);

    /// Takes the place of the probe's answer before.
    void keep(Answer &&answer, qsizetype longestBody);
    /// Newest first.
    std::vector<Answer> newestFirst() const;
    void clear() { m_answers.clear(); }

private:
    std::vector<Answer> m_answers; ///< few: looked through one by one
};

} // namespace rollcall
