// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Spreadsheet.h"

namespace rollcall {

using namespace Qt::StringLiterals;

QString spreadsheetCell(QString text)
{
    text.replace(u'\n', u' ').replace(u'\r', u' ');
    if (!text.isEmpty() && QStringView(u"=+-@\t").contains(text.front()))
        text.prepend(u'\'');
    if (text.contains(u',') || text.contains(u'"'))
        text = u'"' + text.replace(u'"', u"\"\""_s) + u'"';
    return text;
}

} // namespace rollcall
