// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/AcknowledgeDialog.h"

#include "ui/widgets/Sentence.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace rollcall {

using namespace Qt::StringLiterals;

AcknowledgeDialog::AcknowledgeDialog(const Theme &theme, const QString &what, const QDateTime &now, QWidget *parent)
    : WrappingDialog(parent), m_now(now)
{
    setObjectName(u"acknowledge"_s);
    setWindowTitle(tr("Acknowledge"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.unit(3), theme.unit(2), theme.unit(3), theme.unit(2));
    layout->setSpacing(theme.unit(2));
    auto *sentence = new Sentence(3, this);
    sentence->setSentence(what);
    sentence->setMinimumWidth(theme.unit(60));
    layout->addWidget(sentence);

    auto *form = new QFormLayout;
    m_reason = new QLineEdit(this);
    m_reason->setObjectName(u"reason"_s);
    m_reason->setPlaceholderText(tr("What is being done about it, by whom"));
    m_reason->setMaxLength(400);
    form->addRow(tr("&Reason:"), m_reason);
    m_until = new QComboBox(this);
    m_until->setObjectName(u"until"_s);
    QDateTime morning(now.toLocalTime().date(), QTime(8, 0));
    if (morning <= now)
        morning = morning.addDays(1);
    m_until->addItem(tr("For an hour"), now.addSecs(3600));
    m_until->addItem(tr("For four hours"), now.addSecs(4 * 3600));
    m_until->addItem(tr("Until 8 in the morning"), morning);
    m_until->addItem(tr("For a week"), now.addDays(7));
    m_until->addItem(tr("Until it is over"), QDateTime());
    form->addRow(tr("&Until:"), m_until);
    layout->addLayout(form);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    QPushButton *confirm = buttons->button(QDialogButtonBox::Ok);
    confirm->setText(tr("&Acknowledge"));
    confirm->setEnabled(false);
    connect(m_reason, &QLineEdit::textChanged, confirm,
            [confirm](const QString &text) { confirm->setEnabled(!text.trimmed().isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &AcknowledgeDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    m_reason->setFocus();
}

void AcknowledgeDialog::accept()
{
    const QString reason = m_reason->text().trimmed();
    if (reason.isEmpty())
        return;
    Q_EMIT acknowledged(
        {qEnvironmentVariable("USER", tr("somebody")), reason, m_now, m_until->currentData().toDateTime()});
    QDialog::accept();
}

} // namespace rollcall
