// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace rollcall {

/// A value apart from its owner that is copied with it, and is not there before it is wanted. For what is large, in
/// arrays that are gone through often: the rest stays close together.
template <class T>
class Boxed
{
public:
    Boxed() = default;
    Boxed(const Boxed &other) : m_value(other.m_value ? std::make_unique<T>(*other.m_value) : nullptr) {}
    Boxed(Boxed &&) noexcept = default;
    Boxed &operator=(const Boxed &other)
    {
        if (this != &other)
            m_value = other.m_value ? std::make_unique<T>(*other.m_value) : nullptr;
        return *this;
    }
    Boxed &operator=(Boxed &&) noexcept = default;
    ~Boxed() = default;

    /// Null: it was not wanted yet.
    T *get() { return m_value.get(); }
    const T *get() const { return m_value.get(); }
    /// Makes it where it is not there yet.
    T &made()
    {
        if (!m_value)
            m_value = std::make_unique<T>();
        return *m_value;
    }

private:
    std::unique_ptr<T> m_value;
};

} // namespace rollcall
