// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/Fuzzing.h"

using namespace rollcall;
using namespace rollcall::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    HttpResult result;
    result.head = QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    for (const HttpHeader &header : result.headers()) {
        require(!header.name.isEmpty() && !header.name.contains('\n') && !header.value.contains('\n'));
        require(header.value == header.value.trimmed());
        // The first of that name, whatever its case.
        bool isThere = false;
        for (const HttpHeader &other : result.headers()) {
            if (other.name.size() == header.name.size() &&
                qstrnicmp(other.name.constData(), header.name.constData(), std::size_t(header.name.size())) == 0) {
                require(result.header(header.name.toUpper()) == other.value);
                isThere = true;
                break;
            }
        }
        require(isThere);
        if (result.headers().size() > 50)
            break; // quadratic: the first says as much as all
    }
    return 0;
}
