// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/Fuzzing.h"
#include "net/Certificates.h"

#include <openssl/x509.h>

using namespace rollcall;
using namespace rollcall::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    X509 *certificate = d2i_X509(nullptr, &data, static_cast<long>(size));
    if (certificate == nullptr)
        return 0;
    const PeerCertificate read = readCertificate(certificate, nullptr);
    X509_free(certificate);
    require(read.pin.isEmpty() || isKeyPin(read.pin));
    require(read.fingerprint.size() == 32 * 3 - 1);
    require(read.subject.size() <= 512 && read.issuer.size() <= 512 && read.names.size() <= 100);
    for (const QString &name : read.names)
        require(!name.isEmpty() && name.size() <= 512);
    require(read.chain == QStringList{read.subject});
    return 0;
}
