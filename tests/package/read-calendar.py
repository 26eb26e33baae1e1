"""Reads calendar files with PyPI's icalendar, for calendar.test.mjs: a JSON list of texts comes in,
a list of what each file says goes out, in the shape in which the test reads them with ical.js."""

import json
import sys
from datetime import datetime, timedelta, timezone

from icalendar import Calendar


def moment(value):
    if isinstance(value, datetime):
        assert value.utcoffset() == timedelta(0), value
        return value.astimezone(timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')
    return value.isoformat()


def event(component):
    assert not component.errors, component.errors
    url = component.get('URL')
    return {
        'uid': str(component['UID']),
        'sequence': int(component['SEQUENCE']),
        'status': str(component['STATUS']),
        'stamp': moment(component['DTSTAMP'].dt),
        'start': moment(component['DTSTART'].dt),
        'end': moment(component['DTEND'].dt),
        'summary': str(component['SUMMARY']),
        'description': str(component.get('DESCRIPTION', '')),
        'url': None if url is None else str(url),
        'categories': [str(category) for category in component['CATEGORIES'].cats],
        'properties': sorted(component.keys()),
        'alarms': [
            {
                'minutes': alarm['TRIGGER'].dt.total_seconds() / 60,
                'action': str(alarm['ACTION']),
                'description': str(alarm['DESCRIPTION']),
            }
            for alarm in component.walk('VALARM')
        ],
    }


def calendar(text):
    whole = Calendar.from_ical(text)
    assert not whole.errors, whole.errors
    return {'method': str(whole['METHOD']), 'events': [event(part) for part in whole.walk('VEVENT')]}


json.dump([calendar(text) for text in json.load(sys.stdin)], sys.stdout)
