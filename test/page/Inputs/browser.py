# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""browser.py PAGE[#HASH] STEP...: opens a page in a headless Chromium and prints
what each step is about:

  show SELECTOR     the text of the elements
  count SELECTOR    how many there are
  get SELECTOR ATTRIBUTE
  type SELECTOR TEXT
  click SELECTOR
  key NAME          at what has the focus: Tab, Enter, ArrowDown, " "
  focus             the focused element's accessible name
  faster SECONDS    fails if the steps since the last such step took longer; those
                    before the first one with the load of the page

Anything that the page says on its console, or asks of a network, fails."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

down, up = os.pipe(), os.pipe()
profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
# The browser reads from its descriptor 3 and writes to 4.
browser = subprocess.Popen(
    ["sh", "-c", 'exec "$@" 3<&%d 4>&%d' % (down[0], up[1]), "sh", "chromium",
     "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
     "--user-data-dir=" + profile.name, "--remote-debugging-pipe", "about:blank"],
    pass_fds=(down[0], up[1]), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
os.close(down[0])
os.close(up[1])
answers = os.fdopen(up[0], "rb")
number, rest, session = 0, b"", None
complaints = []


def message():
    global rest
    while b"\0" not in rest:
        more = os.read(up[0], 1 << 16)
        assert more, "the browser has gone"
        rest += more
    one, rest = rest.split(b"\0", 1)
    return json.loads(one)


def note(event):
    method = event.get("method")
    if method in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"):
        complaints.append(json.dumps(event["params"])[:500])
    if method == "Network.requestWillBeSent":
        url = event["params"]["request"]["url"]
        if not url.startswith(("file:", "data:")):
            complaints.append("asks for " + url)


def send(method, **parameters):
    global number
    number += 1
    call = {"id": number, "method": method, "params": parameters}
    if session:
        call["sessionId"] = session
    os.write(down[1], json.dumps(call).encode() + b"\0")
    while True:
        answer = message()
        if answer.get("id") == number:
            assert "error" not in answer, answer
            return answer["result"]
        note(answer)


def evaluate(expression):
    result = send("Runtime.evaluate", expression=expression, returnByValue=True)
    assert "exceptionDetails" not in result, result
    return result["result"].get("value")


KEYS = {"Tab": 9, "Enter": 13, " ": 32, "ArrowDown": 40, "ArrowUp": 38, "End": 35, "Home": 36}


def key(name):
    text = {"Enter": "\r", " ": " "}.get(name, "")
    common = {"key": name, "code": "Space" if name == " " else name, "windowsVirtualKeyCode": KEYS[name]}
    send("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **common)
    send("Input.dispatchKeyEvent", type="keyUp", **common)


try:
    page, _, fragment = sys.argv[1].partition("#")
    target = send("Target.createTarget", url="about:blank")["targetId"]
    session = send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    for domain in ("Page", "Runtime", "Log", "Network", "Accessibility", "DOM"):
        send(domain + ".enable")
    began = time.monotonic()
    send("Page.navigate", url=pathlib.Path(page).resolve().as_uri() + "#" + fragment)
    while evaluate("document.readyState") != "complete":
        time.sleep(0.05)
    steps = iter(sys.argv[2:])
    for step in steps:
        if step == "show":
            for text in evaluate("[...document.querySelectorAll(%r)].filter(e => e.checkVisibility()).map(e => e.textContent)" % next(steps)):
                print(text)
        elif step == "count":
            print(evaluate("document.querySelectorAll(%r).length" % next(steps)))
        elif step == "get":
            print(evaluate("document.querySelector(%r).getAttribute(%r)" % (next(steps), next(steps))))
        elif step == "type":
            evaluate("document.querySelector(%r).focus()" % next(steps))
            send("Input.insertText", text=next(steps))
        elif step == "click":
            selector = next(steps)
            x, y = evaluate("(e => { e.scrollIntoView({ block: 'center' }); const r = e.getBoundingClientRect();"
                            " return [r.x + r.width / 2, r.y + r.height / 2] })(document.querySelector(%r))" % selector)
            for kind in "mousePressed", "mouseReleased":
                send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
        elif step == "key":
            key(next(steps))
        elif step == "focus":
            found = send("Runtime.evaluate", expression="document.activeElement")["result"]["objectId"]
            nodes = send("Accessibility.getPartialAXTree", objectId=found, fetchRelatives=False)["nodes"]
            print("%s: %s" % (nodes[0]["role"]["value"], nodes[0]["name"]["value"]))
        elif step == "faster":
            took, limit = time.monotonic() - began, float(next(steps))
            assert took < limit, "took %.1f s" % took
            sys.stderr.write("took %.2f s\n" % took)
            began = time.monotonic()
        else:
            sys.exit("no step '%s'" % step)
    assert not complaints, complaints
finally:
    browser.kill()
    browser.wait()
