// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Colours.h"

#include <QFont>
#include <QObject>
#include <QString>
#include <memory>

class QApplication;
class QSettings;

namespace rollcall {

class SystemScheme;

/// How everything looks: colours, text sizes. Follows the desktop unless a person chose otherwise, and changes live.
class Theme final : public QObject
{
    Q_OBJECT

public:
    enum class Choice { System, Light, Dark, HighContrast };
    Q_ENUM(Choice)
    /// Caption, body and title; one display size for the verdict.
    enum class Text { Caption, Body, Title, Display };

    /// Sets style, palette and font of the application. The environment variable ROLLCALL_THEME (`light`, `dark`,
    /// `high-contrast`) beats the stored choice, for screenshots.
    Theme(QApplication &application, QSettings &settings, QObject *parent = nullptr);
    ~Theme() override;

    /// Asks the desktop for its wish and follows it from now on. Asynchronous: the first frame does not wait for it.
    void followSystem();

    const Colours &colours() const { return m_colours; }
    Choice choice() const { return m_choice; }
    void setChoice(Choice choice);

    /// `scale` enlarges one place (the wall) besides the person's own choice.
    QFont font(Text text, bool isBold = false, double scale = 1) const;
    /// 1 to 2.
    double textScale() const { return m_textScale; }
    void setTextScale(double scale);
    /// The grid: everything stands on multiples of it. 8 px at 100 %.
    int unit(double count = 1) const;

Q_SIGNALS:
    /// Colours or sizes are different now.
    void changed();

private:
    void apply();

    QApplication &m_application;
    QSettings &m_settings;
    std::unique_ptr<SystemScheme> m_system;
    QFont m_base;
    Choice m_choice = Choice::System;
    double m_textScale = 1;
    Colours m_colours;
};

} // namespace rollcall
