# SPDX-FileCopyrightText: 2026 The Rollcall authors
# SPDX-License-Identifier: GPL-3.0-or-later
# A tray as desktops have it (StatusNotifier): watcher and host in one. Answers each line on standard input with one
# line on standard output: `icon` (title of the tool tip, then a digest of the picture and its commonest colour that is
# not transparent), `menu` (the labels), `click LABEL`, `activate`.
import collections
import hashlib
import sys

import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
bus = dbus.SessionBus()
WATCHER = 'org.kde.StatusNotifierWatcher'
ITEM = 'org.kde.StatusNotifierItem'
PROPERTIES = 'org.freedesktop.DBus.Properties'
items = []


def say(*words):
    print(*words, flush=True)


class Watcher(dbus.service.Object):
    @dbus.service.method(WATCHER, in_signature='s', sender_keyword='sender')
    def RegisterStatusNotifierItem(self, service, sender=None):
        items.append((sender, service) if service.startswith('/') else (service, '/StatusNotifierItem'))
        self.StatusNotifierItemRegistered(service)

    @dbus.service.method(WATCHER, in_signature='s')
    def RegisterStatusNotifierHost(self, service):
        self.StatusNotifierHostRegistered()

    @dbus.service.signal(WATCHER, signature='s')
    def StatusNotifierItemRegistered(self, service):
        pass

    @dbus.service.signal(WATCHER)
    def StatusNotifierHostRegistered(self):
        pass

    # Qt believes in a property only where the introspection names it.
    @dbus.service.method('org.freedesktop.DBus.Introspectable', out_signature='s', path_keyword='path',
                         connection_keyword='connection')
    def Introspect(self, path, connection):
        xml = dbus.service.Object.Introspect(self, path, connection)
        begin = '<interface name="%s">' % WATCHER
        return xml.replace(begin, begin + '<property name="IsStatusNotifierHostRegistered" type="b" access="read"/>'
                           '<property name="ProtocolVersion" type="i" access="read"/>'
                           '<property name="RegisteredStatusNotifierItems" type="as" access="read"/>')

    @dbus.service.method(PROPERTIES, in_signature='ss', out_signature='v')
    def Get(self, interface, name):
        return self.GetAll(interface)[name]

    @dbus.service.method(PROPERTIES, in_signature='s', out_signature='a{sv}')
    def GetAll(self, interface):
        return {'RegisteredStatusNotifierItems': dbus.Array([s + p for s, p in items], signature='s'),
                'IsStatusNotifierHostRegistered': True, 'ProtocolVersion': dbus.Int32(0)}


def item():
    service, path = items[-1]
    proxy = bus.get_object(service, path)
    return service, proxy, dict(dbus.Interface(proxy, PROPERTIES).GetAll(ITEM))


def icon():
    properties = item()[2]
    width, height, argb = max(properties['IconPixmap'], key=lambda each: int(each[0]))
    argb = bytes(argb)
    pixels = [argb[i:i + 4] for i in range(0, len(argb), 4)]
    common = collections.Counter(p for p in pixels if p[0] == 255).most_common(1)
    say('ICON', common[0][0][1:].hex() if common else 'none', hashlib.sha256(argb).hexdigest()[:16],
        str(properties['ToolTip'][2]).replace('\n', ' / ') or str(properties['Title']))


def entries():
    service, proxy, properties = item()
    menu = dbus.Interface(bus.get_object(service, properties['Menu']), 'com.canonical.dbusmenu')
    layout = menu.GetLayout(0, -1, dbus.Array([], signature='s'))[1][2]
    return menu, [(int(each[0]), str(each[1].get('label', '-')).replace('_', '')) for each in layout]


def on_line(source, condition):
    words = source.readline().rstrip('\n').split(' ', 1)
    if not words[0]:
        loop.quit()
        return False
    try:
        if words[0] == 'icon':
            icon()
        elif words[0] == 'menu':
            say('MENU', '|'.join(label for _, label in entries()[1]))
        elif words[0] == 'click':
            menu, found = entries()
            number = [each for each, label in found if label == words[1]][0]
            menu.Event(number, 'clicked', dbus.String('', variant_level=1), dbus.UInt32(0))
            say('CLICKED', words[1])
        elif words[0] == 'activate':
            dbus.Interface(item()[1], ITEM).Activate(0, 0)
            say('ACTIVATED')
    except Exception as error:  # an answer in any case: the test shows it
        say('ERROR', repr(error))
    return True


name = dbus.service.BusName(WATCHER, bus)
watcher = Watcher(bus, '/StatusNotifierWatcher')
GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, on_line)
loop = GLib.MainLoop()
loop.run()
