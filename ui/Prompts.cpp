// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/Prompts.h"

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFontDatabase>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace rollcall {

namespace {

QLabel *plainLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QDialog *makeDialog(QWidget *parent, const QString &title)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    auto *layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    return dialog;
}

QFileDialog *makeFileDialog(QWidget *parent, const QString &title, std::function<void(const QString &)> done)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters({DialogPrompts::tr("Cluster files (*.json)"), DialogPrompts::tr("All files (*)")});
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
                     [done = std::move(done)](const QString &path) { done(path); });
    return dialog;
}

} // namespace

void DialogPrompts::askOpenFile(QWidget *parent, const QString &title, std::function<void(const QString &)> done)
{
    QFileDialog *dialog = makeFileDialog(parent, title, std::move(done));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters(
        {DialogPrompts::tr("Cluster files and recordings (*.json *.recording)"), DialogPrompts::tr("All files (*)")});
    dialog->open();
}

void DialogPrompts::askSaveFile(QWidget *parent, const QString &title, const QString &proposed,
                                std::function<void(const QString &)> done)
{
    QFileDialog *dialog = makeFileDialog(parent, title, std::move(done));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const QString suffix = QFileInfo(proposed).suffix();
    if (suffix.isEmpty() || suffix == QStringLiteral("json")) {
        dialog->setDefaultSuffix(QStringLiteral("json"));
    } else if (suffix == QStringLiteral("recording")) {
        dialog->setNameFilters({DialogPrompts::tr("Recordings (*.recording)"), DialogPrompts::tr("All files (*)")});
        dialog->setDefaultSuffix(suffix);
    } else {
        dialog->setNameFilters(
            {DialogPrompts::tr("%1 files (*.%2)").arg(suffix.toUpper(), suffix), DialogPrompts::tr("All files (*)")});
        dialog->setDefaultSuffix(suffix);
    }
    dialog->selectFile(proposed);
    dialog->open();
}

void DialogPrompts::confirm(QWidget *parent, const Confirmation &question, std::function<void()> done)
{
    QDialog *dialog = makeDialog(parent, question.title);
    dialog->layout()->addWidget(plainLabel(question.text, dialog));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, dialog);
    QPushButton *accept = buttons->addButton(question.confirm, QDialogButtonBox::AcceptRole);
    if (!question.typed.isEmpty()) {
        auto *field = new QLineEdit(dialog);
        field->setAccessibleName(DialogPrompts::tr("Type the name to go on"));
        field->setPlaceholderText(question.typed);
        dialog->layout()->addWidget(field);
        accept->setEnabled(false);
        QObject::connect(field, &QLineEdit::textChanged, accept,
                         [accept, typed = question.typed](const QString &text) { accept->setEnabled(text == typed); });
    }
    dialog->layout()->addWidget(buttons);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    QObject::connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    QObject::connect(dialog, &QDialog::accepted, parent, [done = std::move(done)] { done(); });
    dialog->open();
}

void DialogPrompts::showError(QWidget *parent, const QString &title, const QString &text, const QString &details)
{
    QDialog *dialog = makeDialog(parent, title);
    dialog->setObjectName(QStringLiteral("error"));
    dialog->layout()->addWidget(plainLabel(text, dialog));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    if (!details.isEmpty()) {
        auto *field = new QPlainTextEdit(details, dialog);
        field->setReadOnly(true);
        field->setAccessibleName(DialogPrompts::tr("Details"));
        field->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
        field->setLineWrapMode(QPlainTextEdit::WidgetWidth);
        field->setMinimumSize(560, 160);
        dialog->layout()->addWidget(field);
        QPushButton *copy = buttons->addButton(DialogPrompts::tr("Copy"), QDialogButtonBox::ActionRole);
        QObject::connect(copy, &QPushButton::clicked, dialog,
                         [details] { QApplication::clipboard()->setText(details); });
    }
    dialog->layout()->addWidget(buttons);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    dialog->open();
}

} // namespace rollcall
