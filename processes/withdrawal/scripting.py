"""How scripted cases of *withdrawal* begin: beside a complaint that has its number."""

from processes.complaint.scripting_beside import begin_beside
from processes.scripted.adapter import Adapter

SCRIPTING = Adapter(begin=begin_beside)
