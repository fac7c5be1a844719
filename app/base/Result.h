// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>
#include <utility>
#include <variant>

namespace rollcall {

/// Why something could not be done. `code` is stable and English, for programs; `message` is one line for a person.
struct Error
{
    QString code;
    QString message;

    bool operator==(const Error &) const = default;
};

/// A value or the error that took its place. No exception crosses a signal or the event loop; this is what is returned.
template <class T>
class [[nodiscard]] Result
{
public:
    Result(T value) : m_content(std::in_place_index<0>, std::move(value)) {}     // NOLINT: a value is a result
    Result(Error error) : m_content(std::in_place_index<1>, std::move(error)) {} // NOLINT: so is an error

    bool ok() const { return m_content.index() == 0; }
    explicit operator bool() const { return ok(); }

    /// Only when ok().
    const T &value() const & { return *std::get_if<0>(&m_content); }
    T &value() & { return *std::get_if<0>(&m_content); }
    T &&value() && { return std::move(*std::get_if<0>(&m_content)); }
    /// Only when not ok().
    const Error &error() const { return *std::get_if<1>(&m_content); }

private:
    std::variant<T, Error> m_content;
};

/// The result of what has no value: it went well, or why not.
template <>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)) {} // NOLINT: an error is a result

    bool ok() const { return !m_error.has_value(); }
    explicit operator bool() const { return ok(); }
    const Error &error() const { return *m_error; }

private:
    std::optional<Error> m_error;
};

} // namespace rollcall
